"""Posts a reviewed draft from the rows that its review staged: its content is not read again."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from ledger.data_keys import hold_keys
from ledger.draft_questions import Draft
from ledger.errors import SystemFailed
from ledger.imports.background import InBackground
from ledger.imports.columns import Sheet
from ledger.imports.converting import Slice
from ledger.imports.outcomes import Outcome, Progress, Request
from ledger.imports.posting import Named, Posting, imported, in_transaction
from ledger.imports.staged_rows import ContentCounts, is_kept, kept_sheets, kept_slices
from ledger.imports.staging import copy_slice
from ledger.personal import Protector


def post_staged(
    engine: Engine, protector: Protector, draft: Draft, request: Request, progress: Progress
) -> Outcome | None:
    """Posts a draft from its staged rows; None, and nothing is posted, where they do not do.

    Args:
        engine: acting for whoever posts it.
        protector: of personal numbers.
        draft: which one.
        request: under that draft.
        progress: told of each step.

    Raises:
        Refused: it was not reviewed, or whoever acts may not post there.
    """
    progress("open", 0, None)
    with engine.connect() as connection:
        if not is_kept(connection, draft.draft_id):
            return None

    def attempt(connection: Connection) -> Outcome:
        named = Named(draft.name, draft.content_sha256)
        return imported(
            connection, named, request, lambda outcome: carry_out(connection, named, outcome)
        )

    def carry_out(connection: Connection, named: Named, outcome: Outcome) -> None:
        keys = hold_keys(connection, protector)
        slices = InBackground(kept_slices(engine, keys, draft.draft_id))
        try:
            kept = kept_sheets(connection, draft.draft_id)
            StagedImport(connection, named, request, outcome, progress, kept, iter(slices)).run()
        finally:
            slices.abandon()
        if outcome.fingerprint != fingerprint_of(connection, draft.draft_id):
            raise ContentCounts

    try:
        return in_transaction(engine, progress, attempt)
    except (ContentCounts, SystemFailed):
        return None


def fingerprint_of(connection: Connection, draft_id: int) -> object:
    """What a draft was reviewed to come to."""
    found = connection.execute(
        text("SELECT fingerprint FROM ledger.draft WHERE draft_id = :id"), {"id": draft_id}
    )
    return found.scalar_one()


@dataclass
class StagedImport(Posting):
    """An import of slices that were staged before: no cell is read."""

    kept: set[str]
    slices: Iterator[tuple[Sheet, Slice]]
    #: A slice that was taken and belongs to the next sheet.
    next_one: tuple[Sheet, Slice] | None = None

    def sheets_there(self) -> set[str]:
        """The keys of the sheets that rows were kept of."""
        return self.kept

    def take(self, *, streamed: bool) -> Iterator[tuple[Sheet, Slice]]:
        """The next slices, so long as they are of sheets that are streamed, or are not."""
        self.next_one = self.next_one or next(self.slices, None)
        while self.next_one and self.next_one[0].streamed == streamed:
            of_sheet, part = self.next_one
            copy_slice(self.connection, of_sheet, part)
            rows = self.outcome.rows.get(of_sheet.key, 0) + part.rows
            self.outcome.rows[of_sheet.key] = rows
            self.progress(f"read {of_sheet.name.zh}", rows, None)
            yield of_sheet, part
            self.next_one = next(self.slices, None)

    def stage_whole(self) -> None:
        """Stages what is posted when all of it is staged."""
        for _ in self.take(streamed=False):
            pass

    def stream(self, function: str, key: str) -> None:
        """Stages and posts the slices of a sheet, one by one."""
        for of_sheet, _ in self.take(streamed=True):
            if of_sheet.key != key:
                raise ContentCounts
            self.open_books([of_sheet.table_with_books])
            self.post(function)

    def tell_problems(self) -> None:
        """Leaves it to the content to say where something is wrong, or is to be noted.

        Raises:
            ContentCounts: something is.
        """
        if self.execute("SELECT EXISTS (SELECT FROM staged_problem)"):
            raise ContentCounts
