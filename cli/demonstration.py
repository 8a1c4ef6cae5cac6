"""Loads both demonstrations into an empty ledger and has them audited once."""

import typer
from sqlalchemy import Engine, text

from cli.output import progress_bar
from ledger.language import t
from ledger.settings import Settings

#: The ledger is empty, or holds part of a demonstration whose loading was cut off.
TO_BE_LOADED = """
SELECT NOT EXISTS (SELECT FROM audits.run_outcome)
    AND NOT EXISTS (
        SELECT FROM ledger.import_batch WHERE recorded_by <> ALL(:authors)
    )
"""


def load_demonstration(engine: Engine, settings: Settings, url: str) -> None:
    """Loads and audits; does nothing where the ledger has anything else in it, or was audited.

    What was cut off is taken up again: each demonstration posts only what is not there yet.
    """
    from demonstrations.made_up import loading as made_up  # noqa: PLC0415
    from demonstrations.made_up.plan import Plan  # noqa: PLC0415
    from demonstrations.real import loading as real  # noqa: PLC0415
    from ledger.personal import load_protector  # noqa: PLC0415

    with engine.connect() as connection:
        authors = [made_up.AUTHOR, real.AUTHOR]
        if not connection.execute(text(TO_BE_LOADED), {"authors": authors}).scalar_one():
            return
    protector = load_protector(settings.key_file)
    typer.echo(
        t(
            "账本是空的，载入示范数据：广东、河北的真实公示，和虚构的示范省",
            "The ledger is empty: loading real notices of Guangdong and Hebei, and a made-up "
            "province",
        )
    )
    real.load(engine, protector)
    with progress_bar() as progress:
        made_up.load(engine, protector, Plan(), progress)
    audit_once(engine, url)


def audit_once(engine: Engine, url: str) -> None:
    """Makes a run over all books as of today."""
    from audits.running import run  # noqa: PLC0415
    from expectations.catalogue import rules  # noqa: PLC0415
    from expectations.checker import Checker  # noqa: PLC0415
    from ledger.dates import today_in_beijing  # noqa: PLC0415

    typer.echo(t("按全部规则检查一遍……", "Applying every rule once…"))
    run(engine, Checker(url), rules(), as_of=today_in_beijing(), started_by="mingzhang up")
