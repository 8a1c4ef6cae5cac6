"""The command `mingzhang`: its subcommands, its exit codes, and how it fails in one line.

Exit codes: 0 done, 1 problems found in the data, 2 wrong use, 3 the system failed. What takes time
to import is imported by the command that needs it.
"""

import sys
from collections.abc import Callable

import typer

from cli import (
    access,
    account_statement,
    attachments,
    audit,
    balance,
    checkpoints,
    demo,
    drafts,
    entering,
    flags,
    importing,
    jobs,
    judging,
    keys,
    migrate,
    periods,
    receipts,
    reconciling,
    referring,
    reveal,
    rights,
    rules,
    runs,
    sealing,
    signing_in,
    statutory,
    subscriptions,
    template,
    trace,
    trial_balance,
    up,
    user,
    version,
    vouchers,
    witnesses,
)
from ledger.errors import MingzhangError
from ledger.language import t
from ledger.settings import check_language

app = typer.Typer(
    name="mingzhang",
    help=t(
        "明账：扶贫和衔接资金的复式账本与常设审计。",
        "Mingzhang: the double-entry ledger and standing audit of poverty-alleviation funds.",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("up", help=up.HELP)(up.up)
app.command("migrate", help=migrate.HELP)(migrate.migrate)
app.command("template", help=template.HELP)(template.template)
app.command("import", help=importing.HELP)(importing.import_command)
app.add_typer(drafts.app, name="draft", help=drafts.HELP)
app.command("enter", help=entering.HELP)(entering.enter_command)
app.command("access", help=access.HELP)(access.access)
app.command("audit", help=audit.HELP)(audit.audit)
app.command("flags", help=flags.HELP)(flags.flags)
app.command("judge", help=judging.HELP)(judging.judge_command)
app.command("refer", help=referring.REFER_HELP)(referring.refer_command)
app.command("referrals", help=referring.LIST_HELP)(referring.referrals_command)
app.command("trace", help=trace.HELP)(trace.trace)
app.command("balance", help=balance.HELP)(balance.balance)
app.command("periods", help=periods.LIST_HELP)(periods.periods)
app.command("statement", help=account_statement.HELP)(account_statement.account_statement)
app.command("trial-balance", help=trial_balance.HELP)(trial_balance.trial_balance)
app.command("reveal", help=reveal.HELP)(reveal.reveal)
app.command("seal", help=sealing.SEAL_HELP)(sealing.seal_command)
app.command("verify", help=sealing.VERIFY_HELP)(sealing.verify_command)
app.command("receipt", help=receipts.HELP)(receipts.receipt_command)
app.command("demo", help=demo.HELP)(demo.demo)
app.command("sign-in", help=signing_in.IN_HELP)(signing_in.sign_in_command)
app.command("sign-out", help=signing_in.OUT_HELP)(signing_in.sign_out_command)
app.command("whoami", help=signing_in.WHO_HELP)(signing_in.whoami)
app.command("version", help=version.HELP)(version.version)
app.add_typer(reconciling.app, name="reconcile", help=reconciling.HELP)
app.command("attach", help=attachments.ATTACH_HELP)(attachments.attach)
app.add_typer(attachments.app, name="attachments", help=attachments.HELP)
app.add_typer(checkpoints.app, name="checkpoint", help=checkpoints.HELP)
app.add_typer(witnesses.app, name="witness", help=witnesses.HELP)
app.add_typer(jobs.app, name="jobs", help=jobs.HELP)
app.add_typer(keys.app, name="keys", help=keys.HELP)
app.add_typer(periods.app, name="period", help=periods.HELP)
app.add_typer(user.app, name="user", help=user.HELP)
app.add_typer(rights.app, name="rights", help=rights.HELP)
app.add_typer(rules.app, name="rules", help=rules.HELP)
app.add_typer(runs.app, name="runs", help=runs.HELP)
app.add_typer(statutory.app, name="statutory", help=statutory.HELP)
app.add_typer(vouchers.app, name="vouchers", help=vouchers.HELP)
app.add_typer(subscriptions.app, name="subscriptions", help=subscriptions.HELP)


def main() -> None:
    """Runs the command line."""
    guarded(run)


def run() -> None:
    """Does what the arguments ask for, in a language we have."""
    check_language()
    app()


def guarded(work: Callable[[], object]) -> None:
    """Does what a process is for; whatever fails is one line and an exit code."""
    try:
        work()
    except MingzhangError as error:
        fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        fail(t("已中断。", "Interrupted."), 3)
    except Exception as error:  # noqa: BLE001  (a user sees a line, not a traceback)
        from cli.failures import explain  # noqa: PLC0415

        words, exit_code = explain(error)
        fail(words, exit_code)


def fail(words: str, exit_code: int) -> None:
    """Says what failed on the error stream and leaves."""
    sys.stderr.write(f"{t('错误', 'Error')}: {words}\n")
    sys.exit(exit_code)


if __name__ == "__main__":
    main()
