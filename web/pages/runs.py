"""The runs on record, what became of each rule in one, and how it differs from another."""

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import Connection
from starlette.responses import Response, StreamingResponse

from audits.rule_book import rule_book
from audits.run_comparison import CHANGES, Pair, changed_breaches, changes_by_rule, pair_of
from audits.run_exports import Form, exported
from audits.run_questions import RunRow, rules_of_run, runs
from ledger.errors import WrongUse
from ledger.exports import note_export
from ledger.language import Language, Text
from web.addresses import LARGEST_POSITION, NotOnRecord, Position
from web.pages.flags import rule_asked_for
from web.powers import holding
from web.rendering import page
from web.services import Office, Reader, Services
from web.visitors import SignedIn

router = APIRouter(dependencies=[holding("finding")])

#: The run that another is compared with; None: the one before it.
Base = Annotated[int | None, Query(alias="with", ge=1, le=LARGEST_POSITION)]
PAGE = 100
MOST_PAGES = 1_000_000
MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
#: What a choice of change shows; all that moved, if none is made.
CHOICES = {"moved": ("new", "back", "gone")} | {change: (change,) for change in CHANGES}
MOVED = Text("有变化的", "what changed")


def find_run(connection: Connection, run_id: int) -> RunRow:
    """A run on record.

    Raises:
        HTTPException: there is none.
    """
    found = runs(connection, run_id=run_id)
    if not found:
        raise HTTPException(404)
    return found[0]


def pair_asked_for(connection: Connection, run_id: int, base_id: int | None) -> Pair | None:
    """The two runs to compare; None where nothing came before, or the run has not ended.

    Raises:
        NotOnRecord: the other run cannot be compared with this one.
    """
    if find_run(connection, run_id).state is None:
        return None
    try:
        return pair_of(connection, run_id, base_id)
    except WrongUse as problem:
        raise NotOnRecord(*problem.text) from None


@router.get("/runs")
def list_runs(connection: Reader, someone: SignedIn) -> Response:
    """Lists the latest runs."""
    return page(someone.visitor, "runs.html", values={"runs": runs(connection, limit=100)})


@router.get("/runs/{run_id}")
def show_run(
    connection: Reader,
    someone: SignedIn,
    run_id: Position,
    base: Base = None,
) -> Response:
    """Shows a run, a rule a row, beside the run before it or another."""
    run = find_run(connection, run_id)
    pair = pair_asked_for(connection, run_id, base)
    changed = changes_by_rule(connection, pair) if pair else []
    values: dict[str, object] = {
        "run": run,
        "results": rules_of_run(connection, run_id),
        "titles": {code: rule.title for code, rule in rule_book(connection).items()},
        "pair": pair,
        "changes": CHANGES,
        "changed": {row.rule_code: row for row in changed},
    }
    return page(someone.visitor, "run.html", values=values)


@router.get("/runs/{run_id}/changes")
def show_changes(
    *,
    connection: Reader,
    someone: SignedIn,
    run_id: Position,
    base: Base = None,
    rule: str = "",
    change: str = "moved",
    page_number: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
) -> Response:
    """Lists the breaches that are new, back, gone or persist since the run before or another."""
    if change not in CHOICES:
        raise HTTPException(404)
    run = find_run(connection, run_id)
    pair = pair_asked_for(connection, run_id, base)
    found = (
        changed_breaches(
            connection,
            pair,
            changes=CHOICES[change],
            rule_code=rule_asked_for(connection, rule),
            # One more than is shown says whether there is a next page.
            limit=PAGE + 1,
            offset=(page_number - 1) * PAGE,
        )
        if pair
        else []
    )
    book = rule_book(connection)
    values: dict[str, object] = {
        "run": run,
        "pair": pair,
        "breaches": found[:PAGE],
        "more": len(found) > PAGE,
        "page_number": page_number,
        "rule": rule,
        "rules": book.values(),
        "titles": {each.code: each.title for each in book.values()},
        "change": change,
        "changes": CHANGES,
        "choices": {"moved": MOVED} | CHANGES,
    }
    return page(someone.visitor, "run_changes.html", values=values)


@router.get("/runs/{run_id}/export")
def export_run(
    services: Office, connection: Reader, someone: SignedIn, run_id: Position, form: Form = "csv"
) -> Response:
    """Gives all that a run found as a file."""
    run = find_run(connection, run_id)
    note_export(services.engine, "run", run.book_id, run=run_id, form=form)
    language = someone.visitor.language
    name = quote(Text(f"检查{run_id}.{form}", f"run-{run_id}.{form}").in_language(language))
    return StreamingResponse(
        lines_of(services, run_id, form, language),
        media_type=MEDIA[form],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


def lines_of(services: Services, run_id: int, form: Form, language: Language) -> Iterator[bytes]:
    """The lines of an export, read while they are sent."""
    with services.engine.connect() as connection:
        for line in exported(connection, run_id, form, language):
            yield line.encode()
