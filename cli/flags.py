"""`mingzhang flags`: the doubtful points on record, gravest first."""

from typing import Annotated

import typer

from cli.options import AsJson
from ledger.language import current_language, t

HELP = t("列出疑点，严重的在前。", "List the flags, the gravest first.")


def flags(
    book: Annotated[str | None, typer.Option(help=t("只看这个账簿", "Only this book"))] = None,
    rule: Annotated[str | None, typer.Option(help=t("只看这条规则", "Only this rule"))] = None,
    limit: Annotated[int, typer.Option(min=1, help=t("最多几个", "At most"))] = 30,
    *,
    gone: Annotated[
        bool, typer.Option(help=t("也列不再出现的", "Those no longer seen, too"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Prints flags."""
    from rich.table import Table  # noqa: PLC0415

    from audits.questions import flags as ask  # noqa: PLC0415
    from audits.rule_book import known_rule  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json, yuan  # noqa: PLC0415
    from ledger.acting import check_holds  # noqa: PLC0415
    from ledger.books import find_book  # noqa: PLC0415

    engine, _, _ = connect()
    language = current_language()
    with engine.connect() as connection:
        # Who may see none is told so: an empty list would say that there are none.
        check_holds(connection, "finding")
        found = ask(
            connection,
            book_id=find_book(connection, book, "finding") if book else None,
            rule_code=known_rule(connection, rule).code if rule else None,
            with_gone=gone,
            limit=limit,
        )
    if as_json:
        print_json(
            [
                {
                    "flag": flag.flag_id,
                    "book": flag.division_code,
                    "rule": flag.rule_code,
                    "severity": int(flag.severity),
                    "state": flag.state,
                    "amount_at_issue": flag.amount_at_issue,
                    "due_on": flag.due_on,
                    "evidence": flag.evidence,
                    "sentence": flag.sentence(language),
                }
                for flag in found
            ]
        )
        return
    if not found:
        typer.echo(t("没有疑点。", "There are no flags."))
        return
    table = Table()
    for header in ("#", t("账簿", "Book"), t("规则", "Rule"), t("级别", "Severity")):
        table.add_column(header)
    table.add_column(t("涉及金额(元)", "At issue (yuan)"), justify="right")
    if gone:
        table.add_column(t("状态", "State"))
    table.add_column(t("疑点", "Doubtful point"), overflow="fold")
    for flag in found:
        cells = [str(flag.flag_id), flag.division_name, flag.rule_code, str(int(flag.severity))]
        # Nothing at issue is no amount: such a flag is about a day or a paper.
        cells.append(yuan(flag.amount_at_issue) if flag.amount_at_issue else "—")
        if gone:
            seen = flag.state != "gone"
            cells.append(t("现在存在", "seen now") if seen else t("不再出现", "no longer seen"))
        table.add_row(*cells, flag.sentence(language))
    console().print(table)
