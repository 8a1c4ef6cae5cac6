"""`mingzhang draft`: what waits for review or posting; review it, send it back, post it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from ledger.language import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.imports.outcomes import Outcome

HELP = t(
    "单据：制单、复核、记账由至少两个人完成。",
    "Drafts: made, reviewed and posted by at least two people.",
)
SHOW_HELP = t("看一张单据和它的经过。", "Show a draft and what was done with it.")
REVIEW_HELP = t("复核：重新检查一遍，通过就等记账。", "Review: checked anew, then ready to post.")
POST_HELP = t("记账：把复核过的单据入账。", "Post a draft that was reviewed.")
RETURN_HELP = t("退回给制单人。", "Send a draft back to who made it.")
WITHDRAW_HELP = t("撤回自己的单据。", "Take back a draft of your own.")

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)

Number = Annotated[int, typer.Argument(help=t("单据号", "The draft's number"))]
Reason = Annotated[str, typer.Option(help=t("原因，制单人会看到", "Why; its drafter reads it"))]


@app.callback()
def drafts(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the drafts that wait, where no subcommand is given."""
    if context.invoked_subcommand is not None:
        return
    from rich.table import Table  # noqa: PLC0415

    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json  # noqa: PLC0415
    from ledger.draft_questions import waiting  # noqa: PLC0415
    from ledger.drafts import STATES  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        found = waiting(connection)
    if as_json:
        print_json(found)
        return
    if not found:
        typer.echo(t("没有等待复核或记账的单据。", "No draft waits for review or posting."))
        return
    table = Table()
    for header in (
        t("单据", "Draft"),
        t("内容", "What"),
        t("区划", "Place"),
        t("状态", "State"),
        t("制单", "Drafted by"),
        t("复核", "Reviewed by"),
    ):
        table.add_column(header, overflow="fold")
    for each in found:
        table.add_row(
            str(each.draft_id),
            each.name,
            each.division,
            str(STATES[each.state]),
            each.drafted_by,
            each.reviewed_by or "",
        )
    console().print(table)


@app.command("show", help=SHOW_HELP)
def show(number: Number, *, as_json: AsJson = False) -> None:
    """Prints a draft and its steps."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.output import console, print_json, yuan  # noqa: PLC0415
    from ledger.draft_questions import find_draft, steps  # noqa: PLC0415
    from ledger.drafts import STATES, STEPS  # noqa: PLC0415
    from ledger.vouchers import EVENTS  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.connect() as connection:
        found, taken = find_draft(connection, number), steps(connection, number)
    if as_json:
        print_json({"draft": found, "steps": taken})
        return
    out = console()
    out.print(f"{number} {found.name} {found.division} {STATES[found.state]}")
    for each in found.summary["sums"]:
        event, amount = EVENTS[each["event"]], yuan(Decimal(each["amount"]))
        vouchers = t(f"凭证 {each['vouchers']:,} 张", f"vouchers: {each['vouchers']:,},")
        out.print(f"  {each['book']} {event} {vouchers} {amount}{t(' 元', ' yuan')}")
    for step in taken:
        why = f": {step.reason}" if step.reason else ""
        out.print(f"{step.recorded_at:%Y-%m-%d %H:%M} {step.recorded_by} {STEPS[step.step]}{why}")


@app.command("review", help=REVIEW_HELP)
def review_command(number: Number) -> None:
    """Reviews a draft by a check of one's own; exits with 1 where that finds something wrong."""
    from ledger.imports.drafting import review  # noqa: PLC0415

    act(number, review)
    typer.echo(t(f"第 {number} 号单据已复核，等待记账。", f"Draft {number} was reviewed."))


@app.command("post", help=POST_HELP)
def post_command(number: Number) -> None:
    """Posts a draft; exits with 1 where something is in the way."""
    from ledger.imports.drafting import post  # noqa: PLC0415

    act(number, post)


def act(number: int, work: "Callable[..., Outcome]") -> None:
    """Reviews or posts, with a progress bar where somebody watches, and says what came of it."""
    from cli.connecting import connect  # noqa: PLC0415
    from cli.importing import tell  # noqa: PLC0415
    from cli.output import progress_bar  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415

    engine, settings, _ = connect(temp_buffers="256MB")
    protector = load_protector(engine, settings.master_key_file)
    with progress_bar() as progress:
        outcome = work(engine, protector, settings.drafts_folder, number, progress)
    tell(outcome)
    if outcome.problems or outcome.imported_before:
        raise typer.Exit(1)


@app.command("return", help=RETURN_HELP)
def return_command(number: Number, reason: Reason) -> None:
    """Sends a draft back."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.imports.drafting import return_draft  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        return_draft(connection, number, reason)
    typer.echo(t(f"第 {number} 号单据已退回。", f"Draft {number} was returned."))


@app.command("withdraw", help=WITHDRAW_HELP)
def withdraw_command(number: Number) -> None:
    """Takes a draft back."""
    from cli.connecting import connect  # noqa: PLC0415
    from ledger.imports.drafting import withdraw_draft  # noqa: PLC0415

    engine, _, _ = connect()
    with engine.begin() as connection:
        withdraw_draft(connection, number)
    typer.echo(t(f"第 {number} 号单据已撤回。", f"Draft {number} was withdrawn."))
