"""Loads a made-up province into a ledger: its divisions as the owner, its files by three people."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from demonstrations.loaders import loaders
from demonstrations.made_up.divisions import PROVINCE, register_divisions
from demonstrations.made_up.generating import generate
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.truth import Truth
from ledger.database import open_engine
from ledger.errors import DataProblem
from ledger.imports.files import open_path
from ledger.imports.outcomes import Outcome, Progress, Request, ignore_progress
from ledger.personal import Protector

AUTHOR = "示范数据"


@dataclass(frozen=True)
class Loaded:
    """What was made up, and what became of it in the ledger."""

    truth: Truth
    outcome: Outcome


def load(
    url: str, protector: Protector, plan: Plan, progress: Progress = ignore_progress
) -> Loaded:
    """Makes up a plan's files and imports them; repeating it posts nothing.

    Args:
        url: of the ledger, for whoever migrates it: divisions are reference data that nobody else
            may add.
        protector: of personal numbers.
        plan: what to make up.
        progress: told of the import's steps.

    Raises:
        DataProblem: another plan was loaded before, or the import refused this one.
    """
    owner = open_engine(url, role=None)
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
        register_divisions(connection, plan.counties)
    owner.dispose()
    with tempfile.TemporaryDirectory(prefix="mingzhang-demo-") as temporary:
        # The import is on record under the folder's name.
        folder = Path(temporary) / "示范省"
        truth = generate(plan, folder)
        with loaders(url, AUTHOR, PROVINCE) as desk:
            refuse_another(desk.clerk, folder)
            outcome = desk.load(protector, folder, Request(), progress)
    if outcome.problems:
        first = outcome.problems[0]
        place = f"{first.sheet} {first.row} {first.header} {first.value}"
        raise DataProblem(
            f"示范数据没有入账：{place}：{first.text.zh}",
            f"The made-up data were refused: {place}: {first.text.en}",
        )
    return Loaded(truth, outcome)


def refuse_another(engine: Engine, folder: Path) -> None:
    """Two made-up provinces have the same books and numbers: they cannot share a ledger.

    Raises:
        DataProblem: another one was loaded before.
    """
    with engine.connect() as connection:
        loaded = connection.execute(
            text(
                "SELECT DISTINCT file_sha256 FROM ledger.import_batch WHERE recorded_by = :author"
            ),
            {"author": AUTHOR},
        ).scalars()
        if any(sha256 != open_path(folder).sha256 for sha256 in loaded):
            raise DataProblem(
                "账本里已有另一套示范数据；请换一个空账本，或用原来的参数。",
                "The ledger holds another made-up province; use an empty ledger, or the arguments "
                "it was made with.",
            )
