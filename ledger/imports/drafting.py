"""A draft is checked and kept by one person, checked and reviewed by another, posted by a head.

What is kept is the file or the rows themselves, encrypted; each of the three steps reads them anew
and comes to a fingerprint that the database computes of the rows it staged. It takes a step only
where the fingerprint is that of the step before.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from ledger.data_keys import hold_keys
from ledger.draft_questions import find_draft
from ledger.imports.catalogue import sheet
from ledger.imports.draft_contents import Content, content_of, is_large, keep_pieces
from ledger.imports.entering import CALLED, opened_rows, refuse_other_rows, unreadable_rows
from ledger.imports.files import Opened, open_path
from ledger.imports.importing import import_whole
from ledger.imports.outcomes import Outcome, Progress, Request, ignore_progress
from ledger.imports.paths import files_of
from ledger.imports.staged_import import post_staged
from ledger.imports.staged_rows import StagedRows, staged_rows
from ledger.personal import Protector
from ledger.refusals import asked

KEEP = """
SELECT ledger.keep_draft(
    :draft_id, :kind, :name, :sheet, :sha256, :book, :partial, CAST(:places AS text[]),
    :fingerprint, CAST(:summary AS jsonb)
)
"""


def draft_path(  # noqa: PLR0917  (as an import, and which draft it changes)
    engine: Engine,
    protector: Protector,
    path: Path,
    request: Request,
    progress: Progress = ignore_progress,
    draft_id: int | None = None,
) -> Outcome:
    """Checks a file or folder and, where it is in order and brings something new, keeps it.

    Args:
        engine: acting for the drafter.
        protector: of personal numbers.
        path: the file, or a folder of them.
        request: how it is read.
        progress: told of each step.
        draft_id: the draft of theirs that it replaces; None makes a new one.

    Returns:
        What the check found; its `draft_id` is that of the draft that was kept.

    Raises:
        WrongUse: the file cannot be read, or the book asked for does not exist.
        Refused: whoever acts may not draft there, or the draft cannot be changed any more.
    """
    progress("open", 0, None)
    opened = open_path(path)
    outcome = import_whole(engine, protector, opened, replace(request, dry_run=True), progress)
    content = Content(files=tuple(files_of(path)))
    return kept(engine, protector, opened, outcome, content, request, draft_id)


def draft_rows(
    engine: Engine,
    protector: Protector,
    sheet_key: str,
    rows: Sequence[Mapping[str, str]],
    request: Request,
    *,
    key: str | None = None,
    draft_id: int | None = None,
) -> Outcome:
    """Checks rows of one sheet and, where they are in order and new, keeps them as a draft.

    Args:
        engine: acting for the drafter.
        protector: of personal numbers.
        sheet_key: which sheet of the catalogue.
        rows: each a mapping of field key to the words a person types.
        request: how they are read.
        key: names this request, so that sent again it is known again.
        draft_id: the draft of theirs that they replace; None makes a new one.

    Raises:
        KeyError: there is no such sheet.
        WrongUse: the book asked for does not exist.
        Refused: whoever acts may not draft there, or the draft cannot be changed any more.
    """
    problems = unreadable_rows(sheet(sheet_key), rows)
    if problems:
        return Outcome(CALLED, problems=problems, dry_run=True)
    with engine.connect() as connection:
        opened = opened_rows(connection, protector, sheet_key, rows, key)
    outcome = import_whole(engine, protector, opened, replace(request, dry_run=True))
    with engine.connect() as connection:
        refuse_other_rows(connection, sheet(sheet_key), opened, outcome)
    content = Content(sheet=sheet_key, rows=tuple(dict(row) for row in rows))
    return kept(engine, protector, opened, outcome, content, request, draft_id)


def kept(  # noqa: PLR0917  (what a draft is made of)
    engine: Engine,
    protector: Protector,
    opened: Opened,
    outcome: Outcome,
    content: Content,
    request: Request,
    draft_id: int | None,
) -> Outcome:
    """Keeps what was checked, unless something is wrong or nothing is new or it is a trial."""
    new = any(outcome.posted.values()) and not (outcome.problems or outcome.imported_before)
    if not new or request.dry_run:
        return outcome
    with engine.begin() as connection:
        values: dict[str, object] = {
            "draft_id": draft_id,
            "kind": "rows" if content.sheet else "file",
            "name": opened.name,
            "sheet": content.sheet,
            "sha256": opened.sha256,
            "book": request.book,
            "partial": request.partial,
            "places": outcome.places,
            "fingerprint": outcome.fingerprint,
            "summary": json.dumps(summary_of(outcome), ensure_ascii=False),
        }
        outcome.draft_id = int(str(asked(connection, KEEP, values)))
        keep_pieces(connection, hold_keys(connection, protector), outcome.draft_id, content)
    return outcome


def summary_of(outcome: Outcome) -> dict[str, Any]:
    """What a check said, for those who look at the draft later; amounts in yuan, as words."""
    return {
        "rows": outcome.rows,
        "posted": outcome.posted,
        "sums": [asdict(each) | {"amount": str(each.amount)} for each in outcome.sums],
        "opened_books": outcome.opened_books,
    }


def check_draft(
    engine: Engine,
    protector: Protector,
    folder: Path,
    draft_id: int,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Tries a draft as whoever acts, and posts nothing.

    Args:
        engine: acting for whoever tries it.
        protector: of personal numbers.
        folder: where its files are written meanwhile.
        draft_id: which one.
        progress: told of each step.

    Raises:
        Refused: there is no such draft within reach, or nothing may be written there.
    """
    return run(engine, protector, folder, draft_id, trial=True, progress=progress)


def review(
    engine: Engine,
    protector: Protector,
    folder: Path,
    draft_id: int,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Reviews a draft by a check of the reviewer's own; problems in the outcome keep it undone.

    Raises:
        Refused: it is the reviewer's own, does not wait, or comes to other rows than drafted.
    """
    with engine.connect() as connection:
        large = is_large(connection, draft_id)
    with staged_rows(folder, draft_id) if large else nullcontext() as staged:
        outcome = run(
            engine, protector, folder, draft_id, trial=True, progress=progress, staged=staged
        )
        if not outcome.problems and not outcome.imported_before:
            with engine.begin() as connection:
                asked(
                    connection,
                    "SELECT ledger.review_draft(:id, :fingerprint)",
                    {"id": draft_id, "fingerprint": outcome.fingerprint},
                )
                # What is to be noted of the content, whoever posts it is to read, too.
                if staged and not outcome.notes:
                    staged.keep(connection)
    return outcome


def post(
    engine: Engine,
    protector: Protector,
    folder: Path,
    draft_id: int,
    progress: Progress = ignore_progress,
) -> Outcome:
    """Posts a reviewed draft, all of it or, where the outcome has problems, nothing.

    Raises:
        Refused: it was not reviewed, or whoever acts may not post there.
    """
    with engine.connect() as connection:
        draft = find_draft(connection, draft_id)
    request = Request(book=draft.default_book, partial=draft.partial, draft_id=draft_id)
    outcome = post_staged(engine, protector, draft, request, progress)
    if outcome is None:
        outcome = run(engine, protector, folder, draft_id, trial=False, progress=progress)
    outcome.draft_id = draft_id
    with engine.begin() as connection:
        # Pages that are opened next are planned for what is there now.
        connection.execute(text("SELECT ledger.count_rows_anew()"))
    return outcome


def run(
    engine: Engine,
    protector: Protector,
    folder: Path,
    draft_id: int,
    *,
    trial: bool,
    progress: Progress,
    staged: StagedRows | None = None,
) -> Outcome:
    """Imports a draft's content as a trial, or under the draft."""
    with engine.connect() as connection:
        draft = find_draft(connection, draft_id)
    request = Request(
        dry_run=trial,
        book=draft.default_book,
        partial=draft.partial,
        draft_id=None if trial else draft_id,
    )
    with content_of(engine, protector, folder, draft) as opened:
        outcome = import_whole(engine, protector, opened, request, progress, staged)
    outcome.draft_id = draft_id
    return outcome


def return_draft(connection: Connection, draft_id: int, reason: str) -> None:
    """Sends a draft back to its drafter.

    Raises:
        Refused: no reason is given, or whoever acts may not.
    """
    asked(
        connection, "SELECT ledger.return_draft(:id, :why)", {"id": draft_id, "why": reason.strip()}
    )


def withdraw_draft(connection: Connection, draft_id: int) -> None:
    """Takes back a draft of one's own.

    Raises:
        Refused: it is somebody else's, or was posted.
    """
    asked(connection, "SELECT ledger.withdraw_draft(:id)", {"id": draft_id})
