"""Prints what the latest run found: a line a rule, and the gravest flags in words."""

from rich.table import Table
from sqlalchemy import Engine

from audits.questions import flags
from audits.rule_book import rule_book
from audits.run_questions import RunRow, RunRuleRow, rules_of_run, runs
from cli.output import console, yuan
from expectations.rule import Rule
from ledger.language import current_language, t

#: Flags that are told in words.
GRAVEST = 3


def tell_latest_run(engine: Engine) -> None:
    """Prints the latest run that ended; nothing where there is none."""
    with engine.connect() as connection:
        ended = next((run for run in runs(connection) if run.state is not None), None)
        if ended is None:
            return
        by_rule = rules_of_run(connection, ended.run_id)
        book = rule_book(connection)
        gravest = flags(connection, book_id=ended.book_id, limit=GRAVEST)
    out = console()
    out.print(table_of(ended, by_rule, book))
    if gravest:
        out.print(t("最严重的疑点：", "The most serious flags:"))
    for number, flag in enumerate(gravest, 1):
        amount = yuan(flag.amount_at_issue)
        at_issue = t(f"（{amount} 元）", f" ({amount} yuan)") if flag.amount_at_issue else ""
        made_up = t("〔示范〕", "[made up] ") if flag.made_up else ""
        out.print(
            f"  {number}. {made_up}{flag.rule_code} {flag.rule.title}{at_issue}\n"
            f"     {flag.sentence(current_language())}"
        )


def table_of(ended: RunRow, by_rule: list[RunRuleRow], book: dict[str, Rule]) -> Table:
    """A run as a table, under the books it looked at and the day."""
    scope = ended.division_name or t("所有账簿", "all books")
    table = Table(
        title=t(
            f"第 {ended.run_id} 次检查：{scope}，截至 {ended.as_of}",
            f"Run {ended.run_id}: {scope}, as of {ended.as_of}",
        )
    )
    table.add_column(t("规则", "Rule"))
    table.add_column("")
    for header in (t("已查", "Examined"), t("疑点", "Flags"), t("不适用", "Not applicable")):
        table.add_column(header, justify="right")
    for row in by_rule:
        if row.error is None:
            counts = [f"{n:,}" for n in (row.examined, row.breached, row.not_applicable)]
        else:
            counts = [t("没有运行", "did not run"), "", ""]
        table.add_row(row.rule_code, str(book[row.rule_code].title), *counts)
    return table
