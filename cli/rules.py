"""`mingzhang rules`: what rules say and go by; figures and versions that two people change."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from cli import rule_replaying
from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from audits.rule_changes import RuleAsked
    from expectations.own_rules import OwnRules
    from expectations.rule import ManualRule, Rule

HELP = t(
    "规则：法律依据、查询、参数、算例；参数和版本由一人申请、另一人批准。",
    "Rules: law, queries, figures, examples; one person asks for a figure, another releases it.",
)
SHOW_HELP = t("看一条规则的全部内容。", "Show a rule, whole.")
SET_HELP = t("申请一个区划（含下级）的参数值。", "Ask for a parameter's value at a division.")
ADOPT_HELP = t("申请启用规则文件里的新版本。", "Ask that the version in the rule's file be run.")
WAITING_HELP = t("待批准的申请。", "What waits for another person.")
RELEASE_HELP = t("批准别人的申请，下一次检查起生效。", "Release what somebody else asked for.")
REFUSE_HELP = t("不批准别人的申请。", "Refuse what somebody else asked for.")
WITHDRAW_HELP = t("撤回自己的申请。", "Take back what you asked for.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)

Code = Annotated[str, typer.Argument(help=t("规则编号，如 BT-01", "A rule's code, such as BT-01"))]
Request = Annotated[int, typer.Argument(help=t("申请的编号", "The number of the request"))]
Ground = Annotated[
    str, typer.Option(help=t("依据的文件或理由", "The document that sets it, or why"))
]


@app.callback()
def rules_command(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists all rules where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from audits.rule_book import rule_book  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from expectations.catalogue import manual_rules  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        book = rule_book(connection)
        unasked = [each for each in files(connection).rules if each.code not in book]
    listed = [*book.values(), *unasked]
    if as_json:
        print_json([each.as_data() | {"sha256": each.sha256} for each in listed])
        return
    table = Table()
    for header in (
        t("编号", "Code"),
        t("版", "Version"),
        t("规则", "Rule"),
        t("级别", "Severity"),
        t("类别", "Tier"),
        t("依据", "Law"),
        t("施行", "From"),
    ):
        table.add_column(header)
    for each in listed:
        law = t("已核对", "confirmed") if each.confirmed else t("部分未核对", "partly unconfirmed")
        table.add_row(
            each.code,
            str(each.version),
            str(each.title),
            str(int(each.severity)),
            each.tier,
            law,
            str(each.in_force_from),
        )
    console().print(table)
    for by_hand in manual_rules():
        console().print(f"{by_hand.code} {by_hand.title}: {by_hand.reason}")


def written_rule(connection: "Connection", code: str) -> "Rule":
    """The rule of a code as it is written: an own one in its file, if there is one.

    Raises:
        WrongUse: there is none.
    """
    from audits.rule_book import known_rule  # noqa: PLC0415

    return files(connection).of(code) or known_rule(connection, code)


def files(connection: "Connection") -> "OwnRules":
    """What is in the folder of own rules; the files that are no rules are told of."""
    from audits.rule_book import views_of_facts  # noqa: PLC0415
    from cli.output import console  # noqa: PLC0415
    from expectations.own_rules import own_rules  # noqa: PLC0415
    from ledger.settings import read_settings  # noqa: PLC0415

    found = own_rules(read_settings().rules_dir, views_of_facts(connection))
    for each in found.broken:
        console(stderr=True).print(f"{each.file}: {each.why}")
    return found


@app.command("show", help=SHOW_HELP)
def show(code: Code, *, as_json: AsJson = False) -> None:
    """Shows a rule: law, sentence, figures now and before, how it went, queries, examples."""
    from expectations.catalogue import manual_rules  # noqa: PLC0415

    for by_hand in manual_rules():
        if by_hand.code == code.upper():
            tell_manual_rule(by_hand, as_json=as_json)
            return
    from audits.rule_changes import requests  # noqa: PLC0415
    from audits.rule_records import record_of  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import print_json  # noqa: PLC0415
    from cli.rule_shown import tell_rule  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        rule = written_rule(connection, code)
        record = record_of(connection, rule.code)
        asked = requests(connection, code=rule.code)
    if as_json:
        print_json(rule.as_data() | {"sha256": rule.sha256, "record": record, "requests": asked})
    else:
        tell_rule(rule, record, asked)


def tell_manual_rule(rule: "ManualRule", *, as_json: bool) -> None:
    """Prints a rule that people decide by hand."""
    from dataclasses import asdict  # noqa: PLC0415

    from cli.output import console, print_json  # noqa: PLC0415

    if as_json:
        print_json(asdict(rule))
        return
    out = console()
    lines = [
        f"{rule.code}  {rule.title}  ({rule.tier}, {t('级别', 'severity')} {int(rule.severity)})",
        t("由人决定：", "Decided by hand: ") + str(rule.reason),
        str(rule.question),
        *(str(basis.text) for basis in rule.basis),
        *(f"  {each.name} = {each.default}  {each.meaning}" for each in rule.parameters),
        str(rule.limits),
    ]
    for line in lines:
        out.print(line, highlight=False, markup=False)


@app.command("set", help=SET_HELP)
def set_parameter(
    code: Code,
    name: Annotated[str, typer.Argument(help=t("参数名", "The parameter's name"))],
    value: Annotated[
        str, typer.Argument(help=t("值；空串恢复上级的值", "Its value; '' for what holds above"))
    ],
    *,
    division: Annotated[str, typer.Option(help=t("区划代码或名称", "A division's code or name"))],
    since: Annotated[
        dt.datetime,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], help=t("自哪天的检查起", "From runs as of which day")
        ),
    ],
    ground: Ground,
) -> None:
    """Asks for a parameter's value, on which another person decides."""
    from audits.rule_changes import ask_for_parameter  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.divisions import find_division  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        rule = written_rule(connection, code)
        request_id = ask_for_parameter(
            connection,
            rule,
            name,
            value,
            division_id=find_division(connection, division),
            valid_from=since.date(),
            ground=ground,
        )
    tell_asked(request_id)


@app.command("adopt", help=ADOPT_HELP)
def adopt(code: Code, ground: Ground) -> None:
    """Asks that the version in a rule's file be run, on which another person decides."""
    from audits.rule_changes import ask_for_version  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        rule = written_rule(connection, code)
        request_id = ask_for_version(connection, rule, ground)
    tell_asked(request_id)


def tell_asked(request_id: int) -> None:
    """Says what is next."""
    typer.echo(
        t(
            f"已申请，编号 {request_id}；由另一人 mingzhang rules release {request_id} 批准。",
            f"Asked for, number {request_id}; another person releases it with `mingzhang rules "
            f"release {request_id}`.",
        )
    )


@app.command("waiting", help=WAITING_HELP)
def waiting(*, as_json: AsJson = False) -> None:
    """Lists the requests that nobody has decided on."""
    from audits.rule_changes import requests  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        open_ones = requests(connection, waiting=True)
    if as_json:
        print_json(open_ones)
        return
    if not open_ones:
        typer.echo(t("没有待批准的申请。", "Nothing waits to be decided."))
    for each in open_ones:
        console().print(line_of(each), highlight=False)


def line_of(each: "RuleAsked") -> str:
    """A request in a line."""
    what = (
        t(f"启用第 {each.version} 版", f"run version {each.version}")
        if each.kind == "version"
        else f"{each.division_name} {each.name} = {'—' if each.value is None else each.value} "
        + t(f"自 {each.valid_from} 起", f"from {each.valid_from}")
    )
    return f"{each.request_id}  {each.rule_code}  {what}  {each.recorded_by}: {each.ground}"


@app.command("release", help=RELEASE_HELP)
def release(
    request: Request,
    reason: Annotated[str, typer.Option(help=t("说明，可不填", "Why; may be left out"))] = "",
) -> None:
    """Releases a request."""
    decide(request, "released", reason)
    typer.echo(t(f"已批准 {request}。", f"Released {request}."))


@app.command("refuse", help=REFUSE_HELP)
def refuse(request: Request, reason: Annotated[str, typer.Option(help=t("为什么", "Why"))]) -> None:
    """Refuses a request."""
    decide(request, "refused", reason)
    typer.echo(t(f"未批准 {request}。", f"Refused {request}."))


@app.command("withdraw", help=WITHDRAW_HELP)
def withdraw(request: Request) -> None:
    """Takes a request back."""
    decide(request, "withdrawn", "")
    typer.echo(t(f"已撤回申请 {request}。", f"Took back request {request}."))


def decide(request: int, decision: str, reason: str) -> None:
    """Decides on a request."""
    from audits.rule_changes import decide_on_rule  # noqa: PLC0415
    from cli.connecting import connect  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        decide_on_rule(connection, request, decision, reason)


app.command("replay", help=rule_replaying.HELP)(rule_replaying.replay_command)
