"""`mingzhang rules replay`: what another version or figure of a rule would name, before release."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import current_language, t

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from audits.replaying import Replay
    from expectations.queries import Trial
    from expectations.rule import Rule

HELP = t(
    "试算：换一个版本或参数，近一年的疑点会多出哪些、少掉哪些；不写任何记录。",
    "Replay the last year: which flags another version or figure would bring or take away.",
)
#: Of those that would appear or vanish so many are listed; --json has all.
MOST = 50


def replay_command(
    code: Annotated[str, typer.Argument(help=t("规则编号", "A rule's code"))],
    *,
    version: Annotated[
        int | None, typer.Option(help=t("哪一版；默认规则文件里的", "Which; that of the file"))
    ] = None,
    request: Annotated[
        int | None, typer.Option(help=t("试一个申请的值", "Try what a request asks for"))
    ] = None,
    set_value: Annotated[
        str | None,
        typer.Option("--set", help=t("试一个值：参数名=值", "Try a figure: name=value")),
    ] = None,
    division: Annotated[
        str | None, typer.Option(help=t("--set 的区划", "Where --set shall hold"))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compares the rule as it is run with what it would be."""
    from audits.replaying import days_of_last_year, replay  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from cli.rules import written_rule  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415
    from ledger.refusals import asked  # noqa: PLC0415

    if (set_value is None) != (division is None):
        raise WrongUse("--set 和 --division 要一起用。", "Use --set and --division together.")
    engine, _, url = connect()
    with engine.connect() as connection:
        asked(connection, "SELECT ledger.check_power_anywhere(ARRAY['rule'])", {})
        reach = connection.exec_driver_sql("SELECT ledger.books_of('rule')").scalar_one()
        rule = written_rule(connection, code)
        now, candidate = texts(connection, rule, version)
        trials = tried(connection, candidate, request, set_value, division)
    jobs = open_engine(url, "mingzhang_jobs")
    made = replay(
        url, jobs, now, candidate, books=reach, days=days_of_last_year(today_in_beijing()),
        trials=trials,
    )  # fmt: skip
    if as_json:
        print_json(made)
    else:
        tell(candidate, made)


def texts(
    connection: "Connection", rule: "Rule", version: int | None
) -> "tuple[Rule | None, Rule]":
    """The rule as it is run, None where it is not yet, and as it would be.

    Raises:
        WrongUse: there is no such version.
    """
    from audits.rules_in_force import chosen_of, version_on_record  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415

    run = chosen_of(connection, [rule]).rules
    candidate = rule
    if version is not None and version != rule.version:
        recorded = version_on_record(connection, rule, version)
        if recorded is None:
            raise WrongUse(
                f"规则 {rule.code} 没有第 {version} 版的记录。",
                f"Version {version} of rule {rule.code} is not on record.",
            )
        candidate = recorded
    return next((each for each in run if each.code == rule.code), None), candidate


def tried(
    connection: "Connection",
    rule: "Rule",
    request: int | None,
    set_value: str | None,
    division: str | None,
) -> list["Trial"]:
    """The figures to be tried: of a request, or typed.

    Raises:
        WrongUse: there is no such request, parameter, value or division.
    """
    from sqlalchemy import text  # noqa: PLC0415

    from audits.rule_changes import parameter_named, requests, value_of  # noqa: PLC0415
    from expectations.queries import Trial  # noqa: PLC0415
    from ledger.divisions import find_division  # noqa: PLC0415
    from ledger.errors import WrongUse  # noqa: PLC0415

    wanted = []
    if request is not None:
        listed = requests(connection, code=rule.code, request_id=request)
        if not listed or listed[0].kind != "parameter":
            raise WrongUse(
                f"规则 {rule.code} 没有第 {request} 号参数申请。",
                f"Rule {rule.code} has no request {request} for a figure.",
            )
        wanted.append((str(listed[0].name), listed[0].value, str(listed[0].division_id)))
    if set_value is not None and division is not None:
        name, _, typed = set_value.partition("=")
        value = value_of(parameter_named(rule, name.strip()), typed)
        wanted.append((name.strip(), value, find_division(connection, division)))
    path = text("SELECT path FROM ledger.division WHERE division_id = :division")
    return [
        Trial(name, value, place, connection.execute(path, {"division": place}).scalar_one())
        for name, value, place in wanted
    ]


def tell(rule: "Rule", made: "Replay") -> None:
    """Prints what would appear and vanish, the largest amounts first."""
    from rich.table import Table  # noqa: PLC0415

    from audits.sentences import sentence  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415

    out = console()
    out.print(
        t(
            f"{rule.code} 第 {rule.version} 版，按近一年的 {len(made.days)} 个日子试算"
            f"（{made.days[0]} 至 {made.days[-1]}，各月末和今天）："
            f"多出 {len(made.appear)}，少掉 {len(made.vanish)}，不变 {made.stay}。",
            f"{rule.code} version {rule.version} over {len(made.days)} days of the last year "
            f"({made.days[0]} to {made.days[-1]}, month ends and today): {len(made.appear)} would "
            f"appear, {len(made.vanish)} vanish, {made.stay} stay.",
        ),
        highlight=False,
    )
    for title, subjects in (
        (t("多出", "Would appear"), made.appear),
        (t("少掉", "Would vanish"), made.vanish),
    ):
        if not subjects:
            continue
        table = Table(title=title)
        for header in (
            t("账簿", "Book"),
            t("金额", "Amount"),
            t("最早", "First on"),
            t("疑点", "Flag"),
            t("说明", "What is in doubt"),
        ):
            table.add_column(header)
        for each in subjects[:MOST]:
            amount = "—" if each.amount_at_issue is None else f"{each.amount_at_issue:,.2f}"
            table.add_row(
                each.division_name,
                amount,
                str(each.first_on),
                str(each.flag_id or "—"),
                sentence(
                    rule,
                    current_language(),
                    book=each.division_name,
                    amount_at_issue=each.amount_at_issue,
                    due_on=each.due_on,
                    evidence=each.evidence,
                ),
            )
        out.print(table)
        if len(subjects) > MOST:
            more = len(subjects) - MOST
            out.print(t(f"还有 {more} 个，用 --json 看全部。", f"And {more} more: --json has all."))
