"""Drafts: the queue of what waits, one draft with its rows, and the steps two people take."""

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, Engine
from starlette.responses import Response

from ledger.draft_questions import Draft, done, find_draft, steps, waiting
from ledger.errors import Refused, WrongUse
from ledger.import_batches import Imported, imported, posted_vouchers
from ledger.imports.draft_contents import content_of, is_large
from ledger.imports.drafting import post, return_draft, review, withdraw_draft
from ledger.imports.outcomes import Outcome
from ledger.imports.previewing import Preview, previews
from ledger.imports.repeated_problems import together
from ledger.personal import Protector
from web.addresses import NotOnRecord, Position
from web.powers import holding
from web.rendering import page
from web.services import Office, Reader, Services
from web.visitors import OWN_BUTTON, SignedIn, Viewer, ViewerForm, field

router = APIRouter(dependencies=[holding("write")])

#: Problems shown on the page.
SHOWN = 300
#: Reviews or posts a draft as whoever the engine acts for.
Step = Callable[[Engine, Protector, Path, int], Outcome]


@router.get("/drafts")
def show_drafts(connection: Reader, someone: SignedIn) -> Response:
    """Shows what waits, and what was done with lately."""
    values: dict[str, object] = {"waiting": waiting(connection), "done": done(connection)}
    return page(someone.visitor, "drafts.html", values=values)


def draft_called(connection: Connection, draft_id: int) -> Draft:
    """The draft of an address.

    Raises:
        NotOnRecord: there is none within reach.
    """
    try:
        return find_draft(connection, draft_id)
    except WrongUse as error:
        raise NotOnRecord(*error.text) from error


def draft_page(
    services: Services,
    someone: Viewer,
    draft_id: int,
    *,
    outcome: Outcome | None = None,
    refusal: Refused | None = None,
) -> Response:
    """A draft, and what came of a step that somebody tried to take."""
    with services.engine.connect() as connection:
        draft = draft_called(connection, draft_id)
        taken = steps(connection, draft_id)
        large = is_large(connection, draft_id)
        sha256 = draft.content_sha256
        posted = draft.state == "posted"
        into: list[Imported] = imported(connection, sha256, limit=200) if posted else []
        vouchers = posted_vouchers(connection, sha256) if posted else []
    rows: list[Preview] = []
    if not large and not draft.ended:
        folder = services.settings.drafts_folder
        with content_of(services.engine, services.protector, folder, draft) as opened:
            rows = list(previews(opened))
    problems = together(outcome.problems) if outcome else []
    values: dict[str, object] = {
        "draft": draft,
        "steps": taken,
        "large": large,
        "tables": rows,
        "into": into,
        "vouchers": vouchers,
        "refusal": refusal,
        "problems": problems[:SHOWN],
        "problems_left_out": len(problems) - SHOWN,
    }
    status = 400 if refusal or problems else 200
    return page(someone.visitor, "draft.html", status=status, values=values)


@router.get("/drafts/{draft_id}")
def show_draft(services: Office, someone: SignedIn, draft_id: Position) -> Response:
    """Shows a draft."""
    return draft_page(services, someone, draft_id)


@router.post("/drafts/{draft_id}/review", dependencies=[OWN_BUTTON])
def post_review(services: Office, someone: SignedIn, draft_id: Position) -> Response:
    """Reviews a draft by a check of one's own."""
    return take(services, someone, draft_id, review)


@router.post("/drafts/{draft_id}/post", dependencies=[OWN_BUTTON])
def post_posting(services: Office, someone: SignedIn, draft_id: Position) -> Response:
    """Posts a draft that was reviewed."""
    return take(services, someone, draft_id, post)


def take(services: Services, someone: Viewer, draft_id: int, step: Step) -> Response:
    """Takes a step that reads the draft anew; shows what keeps it from being taken.

    Raises:
        NotOnRecord: there is no such draft within reach.
    """
    with services.engine.connect() as connection:
        draft_called(connection, draft_id)
    try:
        # Whoever reads a file may take a gigabyte; a second click finds the first one's work done.
        with services.uploads.one_at_a_time:
            folder = services.settings.drafts_folder
            outcome = step(services.engine, services.protector, folder, draft_id)
    except Refused as refusal:
        return draft_page(services, someone, draft_id, refusal=refusal)
    if outcome.problems:
        return draft_page(services, someone, draft_id, outcome=outcome)
    return RedirectResponse(f"/drafts/{draft_id}", 303)


@router.post("/drafts/{draft_id}/return")
def post_return(
    services: Office, someone: SignedIn, form: ViewerForm, draft_id: Position
) -> Response:
    """Sends a draft back to its drafter."""
    try:
        with services.engine.begin() as connection:
            return_draft(connection, draft_id, field(form, "reason"))
    except Refused as refusal:
        return draft_page(services, someone, draft_id, refusal=refusal)
    return RedirectResponse(f"/drafts/{draft_id}", 303)


@router.post("/drafts/{draft_id}/withdraw", dependencies=[OWN_BUTTON])
def post_withdrawal(services: Office, someone: SignedIn, draft_id: Position) -> Response:
    """Takes a draft of one's own back."""
    try:
        with services.engine.begin() as connection:
            withdraw_draft(connection, draft_id)
    except Refused as refusal:
        return draft_page(services, someone, draft_id, refusal=refusal)
    return RedirectResponse(f"/drafts/{draft_id}", 303)
