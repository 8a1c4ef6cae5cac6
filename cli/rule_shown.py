"""Prints a rule as its page shows it."""

from textwrap import dedent
from typing import TYPE_CHECKING

from ledger.language import t

if TYPE_CHECKING:
    from audits.rule_changes import RuleAsked
    from audits.rule_records import RuleRecord
    from expectations.rule import Rule


def tell_rule(rule: "Rule", record: "RuleRecord", asked: list["RuleAsked"]) -> None:
    """Prints law, sentence, figures, how it went, queries and examples."""
    from audits.rule_changes import DECISIONS  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415
    from cli.rules import line_of  # noqa: PLC0415

    out = console()

    def say(line: str = "") -> None:
        out.print(line, highlight=False, markup=False)

    say(f"{rule.code}  {rule.title}  ({rule.tier}, {t('级别', 'severity')} {int(rule.severity)})")
    say(
        t(f"第 {rule.version} 版，施行 ", f"Version {rule.version}, from ")
        + f"{rule.in_force_from}"
    )
    if record.version_in_force not in {None, rule.version}:
        say(
            t(
                f"检查用的是第 {record.version_in_force} 版；第 {rule.version} 版等另一人批准。",
                f"Version {record.version_in_force} is run; {rule.version} waits for release.",
            )
        )
    for basis in rule.basis:
        mark = t("已核对", "confirmed") if basis.confirmed else t("未核对", "unconfirmed")
        say(f"  [{mark}] {basis.text}")
    say(str(rule.sentence))
    say(t("核实：", "To verify: ") + str(rule.advice))
    for parameter in rule.parameters:
        own = t("（自定，无法律效力）", " (ours, without legal force)") if parameter.own else ""
        say(f"  {parameter.name} = {parameter.default}  {parameter.meaning}{own}")
    for each in asked:
        state = DECISIONS[each.decision] if each.decision else t("待批准", "to be decided")
        say(f"  {line_of(each)}  [{state}] {each.decided_by or ''}")
    say(t(f"疑点共 {record.flags} 个。", f"Flags on record: {record.flags}."))
    if record.precision is not None:
        judged = record.confirmed + record.dismissed
        say(
            t(
                f"核实过的 {judged} 个中属实 {record.confirmed} 个（{record.precision}%）。",
                f"Of {judged} that were verified {record.confirmed} were confirmed "
                f"({record.precision}%).",
            )
        )
    if record.seconds is not None:
        say(
            t(
                f"最近一次全面检查（{record.as_of}）：查 {record.examined}，"
                f"命中 {record.breached}，不适用 {record.not_applicable}，"
                f"用时 {record.seconds} 秒。",
                f"Latest run of all books ({record.as_of}): examined {record.examined}, breached "
                f"{record.breached}, not applicable {record.not_applicable}, {record.seconds} s.",
            )
        )
    for name, query in (("population", rule.population), ("breach", rule.breach)):
        say(f"\n-- {name}\n{dedent(query).strip()}")
    say()
    for example in rule.examples:
        finds = ", ".join(example.finds) or t("没有疑点", "no flag")
        say(f"  {example.as_of}  {example.title}: {finds}")
    say(f"SHA-256 {rule.sha256}")
