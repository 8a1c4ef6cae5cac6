"""Rows typed in and posted at once, for tests of what is posted and not of who reviews it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from ledger.imports.catalogue import sheet
from ledger.imports.entering import CALLED, opened_rows, refuse_other_rows, unreadable_rows
from ledger.imports.importing import import_whole
from ledger.imports.outcomes import Outcome, Request
from ledger.imports.typed_rows import rows_in_words
from ledger.personal import Protector


def enter(
    engine: Engine,
    protector: Protector,
    sheet_key: str,
    rows: Sequence[Mapping[str, str]],
    request: Request,
    *,
    key: str | None = None,
) -> Outcome:
    """Posts rows of one sheet as a person types them; see `ledger.imports.drafting.draft_rows`."""
    problems = unreadable_rows(sheet(sheet_key), rows)
    if problems:
        return Outcome(CALLED, problems=problems, dry_run=request.dry_run)
    with engine.connect() as connection:
        opened = opened_rows(connection, protector, sheet_key, rows, key)
    outcome = import_whole(engine, protector, opened, request)
    with engine.connect() as connection:
        refuse_other_rows(connection, sheet(sheet_key), opened, outcome)
    return outcome


def enter_typed(
    engine: Engine,
    protector: Protector,
    sheet_key: str,
    rows: Sequence[Mapping[str, object]],
    request: Request,
) -> Outcome:
    """Posts rows as a program sends them; see `ledger.imports.typed_rows.draft_typed`."""
    as_words, problems = rows_in_words(sheet(sheet_key), rows)
    if problems:
        return Outcome(CALLED, problems=problems, dry_run=request.dry_run)
    return enter(engine, protector, sheet_key, as_words, request)
