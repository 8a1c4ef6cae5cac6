"""A bureau of finance over a ledger as in use: its people, their files and drafts."""

from dataclasses import dataclass
from pathlib import Path

from builders import COUNTY, OTHER_COUNTY
from persons import add_person, sign_in, token_of
from servers import as_in_use
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from workbooks import BASE, payment, payments, write_workbook

from ledger.database import acting_as
from ledger.errors import Refused
from ledger.imports import drafting
from ledger.imports.outcomes import Request
from ledger.personal import Protector
from ledger.refusals import refusal_of

CLERK, OTHER_CLERK, REVIEWER, HEAD, SIBLING = "制单甲", "制单乙", "复核丙", "科长丁", "邻县戊"
EVERYBODY = {
    CLERK: [("clerk", COUNTY, False), ("reviewer", COUNTY, False)],
    OTHER_CLERK: [("clerk", COUNTY, False)],
    REVIEWER: [("reviewer", COUNTY, False)],
    HEAD: [("head", COUNTY, False)],
    SIBLING: [("reviewer", OTHER_COUNTY, False)],
}


@dataclass
class Bureau:
    """A ledger as in use, its people, and a folder of files."""

    engine: Engine
    owner: Engine
    protector: Protector
    folder: Path

    @property
    def drafts(self) -> Path:
        """Where the files of a draft lie while it is read."""
        return self.folder / "var" / "drafts"

    def of(self, login: str) -> Engine:
        """The ledger as somebody sees it."""
        return acting_as(self.engine, token_of(login))

    def file(self, number: str = "ZF1", amount: object = "100") -> Path:
        """A file with one payment and what it stands on."""
        rows = payments(payment(number, amount))
        return write_workbook(self.folder / f"{number}-{amount}.xlsx", {**BASE, "支付": rows})

    def drafted(self, path: Path, login: str = CLERK, draft: int | None = None) -> int:
        """The draft of a file by somebody."""
        outcome = drafting.draft_path(
            self.of(login), self.protector, path, Request(), draft_id=draft
        )
        assert outcome.problems == []
        assert outcome.draft_id is not None
        return outcome.draft_id

    def reviewed(self, path: Path) -> int:
        """A draft that was reviewed."""
        draft = self.drafted(path)
        self.review(draft)
        return draft

    def review(self, draft: int, login: str = REVIEWER) -> None:
        """Somebody's review."""
        assert drafting.review(self.of(login), self.protector, self.drafts, draft).problems == []

    def post(self, draft: int, login: str = HEAD) -> None:
        """Somebody's posting."""
        assert drafting.post(self.of(login), self.protector, self.drafts, draft).problems == []

    def state(self, draft: int) -> str:
        """Where a draft is."""
        return str(self.asked("SELECT state FROM ledger.draft WHERE draft_id = :d", d=draft)[0][0])

    def paid(self) -> list[tuple[object, ...]]:
        """All payments on record."""
        return self.asked("SELECT external_reference, amount::text FROM ledger.disbursement")

    def asked(self, query: str, **values: object) -> list[tuple[object, ...]]:
        """What the owner of the ledger reads."""
        with self.owner.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]


def add_bureau(owner: Engine) -> None:
    """Puts a ledger into use, with the people of the bureau signed in."""
    with owner.begin() as connection:
        as_in_use(connection)
        for login, rights in EVERYBODY.items():
            add_person(connection, login, *rights)
            sign_in(connection, login)


def refused(error: BaseException) -> tuple[int | None, str]:
    """The promise by which something was refused, and the words."""
    if isinstance(error, DBAPIError):
        error = refusal_of(error) or error
    assert isinstance(error, Refused), error
    return error.promise, str(error)


def stage_by_hand(connection: Connection, draft: int | None) -> None:
    """An import of one project by hand."""
    connection.execute(
        text(
            "SELECT ledger.begin_import(:draft, 'x', repeat('a', 64), FALSE,"
            """ '{"staged_tried": [["book", "text"]]}')"""
        ),
        {"draft": draft},
    )
    connection.execute(text(f"INSERT INTO staged_tried VALUES ('{COUNTY}')"))
    connection.execute(text("SELECT ledger.open_staged_books(ARRAY['staged_tried'], '{}')"))
