"""Loads both demonstrations into an empty ledger, has them audited once, and seals them."""

import typer

from cli.output import progress_bar
from ledger.language import t
from ledger.settings import Settings


def load_demonstration(settings: Settings, url: str) -> dict[str, str]:
    """Loads, audits, seals; does nothing where the ledger has anything else in it, or was audited.

    What was cut off is taken up again: each demonstration posts only what is not there yet.

    Returns:
        The passwords made up for the people of the demonstration, by login.
    """
    from audits.run_questions import any_run_ended  # noqa: PLC0415
    from demonstrations.made_up import loading as made_up  # noqa: PLC0415
    from demonstrations.made_up.plan import Plan  # noqa: PLC0415
    from demonstrations.people import add_people  # noqa: PLC0415
    from demonstrations.real import loading as real  # noqa: PLC0415
    from ledger.data_keys import load_protector  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.import_batches import imported_by_others  # noqa: PLC0415

    owner = open_engine(url, role=None)
    with owner.connect() as connection:
        authors = [made_up.AUTHOR, real.AUTHOR]
        if any_run_ended(connection) or imported_by_others(connection, authors):
            return {}
    protector = load_protector(open_engine(url), settings.master_key_file)
    typer.echo(
        t(
            "账本是空的，载入示范数据：广东、河北等省的真实公示，和虚构的示范省",
            "The ledger is empty: loading real notices of Guangdong, Hebei and other provinces, "
            "and a made-up province",
        )
    )
    real.load(url, protector)
    with progress_bar() as progress:
        made_up.load(url, protector, Plan(), progress)
    audit_once(url)
    passwords = add_people(url)
    seal_all(settings, url)
    return passwords


def seal_all(settings: Settings, url: str) -> None:
    """Seals what was loaded, so that receipts can be had from the start."""
    from ledger.evidence.sealers import open_for_sealing  # noqa: PLC0415
    from ledger.evidence.sealing import seal  # noqa: PLC0415
    from ledger.evidence.signing_keys import load_signing_key  # noqa: PLC0415

    typer.echo(t("封存……", "Sealing…"))
    engine = open_for_sealing(url)
    seal(engine, load_signing_key(settings.signing_key_file))
    engine.dispose()


def audit_once(url: str) -> None:
    """Makes a run over all books as of today, or of the last day whose working days are known."""
    from audits.running import run  # noqa: PLC0415
    from expectations.catalogue import rules  # noqa: PLC0415
    from expectations.checker import Checker  # noqa: PLC0415
    from ledger.calendar_days import last_known_day  # noqa: PLC0415
    from ledger.database import open_engine  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415

    engine = open_engine(url, "mingzhang_jobs")
    today = today_in_beijing()
    with engine.connect() as connection:
        as_of = min(today, last_known_day(connection) or today)
    typer.echo(t("按全部规则检查一遍……", "Applying every rule once…"))
    if as_of < today:
        typer.echo(
            t(
                f"工作日历只到 {as_of}，检查到这一天为止。",
                f"Working days are known up to {as_of}: the audit is as of that day.",
            )
        )
    run(engine, Checker(url), rules(), as_of=as_of, started_by="mingzhang up")
