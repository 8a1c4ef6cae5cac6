"""Nothing is posted but what was reviewed, also by a head who has the application's password."""

import pytest
from builders import COUNTY
from bureaus import CLERK, HEAD, Bureau, refused, stage_by_hand
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.errors import Refused
from ledger.imports import importing
from ledger.imports.catalogue import SHEETS
from ledger.imports.files import Opened, open_path
from ledger.imports.headers import find_header, sheet_of
from ledger.imports.importing import Import, import_opened
from ledger.imports.outcomes import Request


class Evil(Import):
    """An import by who has the application's password and the head's session."""

    also: Opened

    def pay_besides(self) -> None:
        """Stages another payment and posts it."""
        table = self.also.tables[-1]
        found = sheet_of(table, SHEETS)
        assert found is not None
        header, _ = find_header(table, found, book_given=False)
        assert header is not None
        for _ in self.stage(9, table, header):
            Import.open_books(self, [header.sheet.table_with_books])
            Import.post(self, "import_disbursements")


class PaysMore(Evil):
    """Adds a row."""

    def keep_balances(self) -> None:
        self.pay_besides()
        super().keep_balances()


class PaysMoreUnstreamed(PaysMore):
    """Says that other tables are streamed when the books are opened."""

    def open_books(self, staging_tables: list[str]) -> None:
        made = self.connection.execute(
            text("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()")
        ).scalars()
        sheets = tuple(f"staged_{each.key}" for each in SHEETS)
        self.execute(
            "SELECT ledger.open_staged_books(:tables, :streamed)",
            tables=staging_tables,
            streamed=[each for each in made if each.startswith(sheets)],
        )


class LeavesOut(Evil):
    """Does not post what is staged."""

    def post(self, function: str) -> None:
        if function != "import_disbursements":
            super().post(function)


class PostsTwice(Evil):
    """Posts what is staged again."""

    def post(self, function: str) -> None:
        super().post(function)
        super().post(function)


class OpensNothing(Evil):
    """Has the rows of a book pass by."""

    def open_books(self, staging_tables: list[str]) -> None:
        super().open_books(staging_tables[:0])


@pytest.mark.parametrize(
    "evil", [PaysMore, PaysMoreUnstreamed, LeavesOut, PostsTwice, OpensNothing]
)
def test_nothing_is_posted_but_what_was_reviewed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, evil: type[Evil]
) -> None:
    draft = bureau.reviewed(bureau.file())
    monkeypatch.setattr(Evil, "also", open_path(bureau.file("EVIL", "99")), raising=False)
    monkeypatch.setattr(importing, "Import", evil)
    with pytest.raises((Refused, DBAPIError)) as error:
        bureau.post(draft)
    promise, _ = refused(error.value)
    assert promise == 6
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [])


def test_another_file_is_not_posted_under_the_draft(bureau: Bureau) -> None:
    draft = bureau.reviewed(bureau.file())
    other = open_path(bureau.file("ZF1", "100.5"))
    with pytest.raises(DBAPIError) as error, bureau.of(HEAD).begin() as connection:
        import_opened(connection, bureau.protector, other, Request(draft_id=draft))
    assert refused(error.value)[0] == 6
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [])


def test_what_was_posted_first_is_not_forgotten(bureau: Bureau) -> None:
    draft = bureau.reviewed(bureau.file())
    with bureau.of(HEAD).connect() as connection:
        stage_by_hand(connection, draft)
        # The digests of what was posted are gone with the temporary tables.
        connection.execute(text("DISCARD TEMP"))
        with pytest.raises(DBAPIError) as error:
            stage_by_hand(connection, draft)
    assert refused(error.value)[0] == 6
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [])


def test_nothing_is_posted_after_the_import_ended(bureau: Bureau) -> None:
    path = bureau.file()
    draft = bureau.reviewed(path)
    with bureau.of(HEAD).connect() as connection:
        import_opened(connection, bureau.protector, open_path(path), Request(draft_id=draft))
        with pytest.raises(DBAPIError, match="the import has"):
            connection.execute(text("SELECT ledger.post_staged('import_disbursements')"))
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [])


def test_values_under_other_names_are_other_rows(bureau: Bureau) -> None:
    digests = set()
    for columns in ('["book", "text"], ["one", "text"], ["two", "text"]',
                    '["book", "text"], ["two", "text"], ["one", "text"]'):  # fmt: skip
        with bureau.of(CLERK).connect() as connection:
            connection.execute(
                text("SELECT ledger.begin_import(NULL, 'x', repeat('a', 64), FALSE, :staging)"),
                {"staging": f'{{"staged_tried": [{columns}]}}'},
            )
            connection.execute(text(f"INSERT INTO staged_tried VALUES ('{COUNTY}', '1', '2')"))
            connection.execute(text("SELECT ledger.open_staged_books('{}', '{}')"))
            found = connection.execute(text("SELECT ledger.import_digest()")).scalar_one()
            digests.add(bytes(found))
    assert len(digests) == 2
