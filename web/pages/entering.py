"""Enter one row: a sheet is chosen, its form filled in, and errors are shown at their fields."""

import secrets

from fastapi import APIRouter, HTTPException
from fastapi import Request as HttpRequest
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from ledger.books import books
from ledger.draft_questions import Draft, find_draft
from ledger.imports.catalogue import SHEETS, sheet
from ledger.imports.columns import PERSONAL
from ledger.imports.draft_contents import rows_of
from ledger.imports.drafting import draft_rows
from ledger.imports.entering import field_problems
from ledger.imports.forms import Form, form
from ledger.imports.outcomes import Outcome, Request
from web.powers import holding
from web.rendering import page
from web.services import Office, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter(dependencies=[holding("draft")])


def form_page(
    services: Services,
    someone: Viewer,
    asked: Form,
    typed: dict[str, str],
    *,
    outcome: Outcome | None = None,
    draft_id: int | None = None,
) -> Response:
    """The form with what was typed, and what came of it."""
    problems = field_problems(asked.key, outcome.problems) if outcome else []
    named = {each.key for each in asked.fields}
    with services.engine.connect() as connection:
        known_books = books(connection)
    values: dict[str, object] = {
        "form": asked,
        "typed": typed,
        "books": known_books,
        "outcome": outcome,
        "draft_id": draft_id,
        "wrong": {key: [p for p in problems if p.field == key] for key in named},
        "wrong_as_a_whole": [p for p in problems if p.field not in named],
        # Another press of the same button is the same request.
        "key": secrets.token_urlsafe(16),
    }
    status = 400 if problems else 200
    return page(someone.visitor, "enter_row.html", status=status, values=values)


def find_form(sheet_key: str) -> Form:
    """The form of a sheet.

    Raises:
        HTTPException: there is no such sheet.
    """
    try:
        return form(sheet_key)
    except KeyError:
        raise HTTPException(404) from None


@router.get("/enter")
def show_sheets(someone: SignedIn) -> Response:
    """Shows what can be entered."""
    return page(someone.visitor, "enter.html", values={"sheets": SHEETS})


@router.get("/enter/{sheet_key}")
def show_form(
    services: Office, someone: SignedIn, sheet_key: str, request: HttpRequest
) -> Response:
    """Shows the form of a sheet, with what the address says of its fields already in them."""
    asked = find_form(sheet_key)
    own = someone.user.division_id
    typed = {"book": own} if own else {}
    typed |= {
        each.key: request.query_params[each.key]
        for each in asked.fields
        if each.key in request.query_params
    }
    draft = request.query_params.get("draft", "")
    draft_id = int(draft) if draft.isascii() and draft.isdecimal() else None
    if draft_id is not None:
        with services.engine.connect() as connection:
            kept = find_draft(connection, draft_id)
        typed |= shown_row(services, asked, kept)
    return form_page(services, someone, asked, typed, draft_id=draft_id)


def shown_row(services: Services, asked: Form, kept: Draft) -> dict[str, str]:
    """What a draft of one row holds, without its personal numbers: these are typed again."""
    rows = rows_of(services.engine, services.protector, kept) if kept.own else []
    columns = {column.key: column.kind for column in sheet(asked.key).columns}
    return {
        key: words
        for key, words in (rows[0] if kept.sheet == asked.key and rows else {}).items()
        if columns.get(key) not in PERSONAL
    }


@router.post("/enter/{sheet_key}")
def post_row(services: Office, someone: SignedIn, sheet_key: str, sent: ViewerForm) -> Response:
    """Keeps a row as a draft, or shows what is wrong with it."""
    asked = find_form(sheet_key)
    typed = {each.key: field(sent, each.key) for each in asked.fields}
    draft = field(sent, "draft")
    draft_id = int(draft) if draft.isascii() and draft.isdecimal() else None
    outcome = draft_rows(
        services.engine,
        services.protector,
        sheet_key,
        [{key: words for key, words in typed.items() if words}],
        Request(),
        key=field(sent, "key") or None,
        draft_id=draft_id,
    )
    if outcome.draft_id is not None:
        return RedirectResponse(f"/drafts/{outcome.draft_id}", 303)
    return form_page(services, someone, asked, typed, outcome=outcome, draft_id=draft_id)
