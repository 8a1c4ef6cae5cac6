"""A project: its steps, money, contracts, claims and progress, and what was paid for it."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.questions import flags_about
from ledger.acting import holds_in
from ledger.claims import claims_of
from ledger.contracts import contracts_of
from ledger.disbursements import payments
from ledger.progress_reports import progress_of
from ledger.project_papers import papers_of_project
from ledger.projects import money_of, project, steps_of
from ledger.sign_offs import sign_offs_of
from web.addresses import BookNumber, Position
from web.pages.books import find_book
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

#: The latest are shown; the list of disbursements has all.
PAYMENTS_SHOWN = 50
#: The latest; each voucher's own page has all of its.
PAPERS_SHOWN = 100


@router.get("/books/{book_id}/projects/{project_id}")
def show_project(
    connection: Reader, someone: SignedIn, book_id: BookNumber, project_id: Position
) -> Response:
    """Shows a project."""
    book = find_book(connection, book_id, "project")
    found = project(connection, book_id, project_id)
    if found is None:
        raise HTTPException(404)
    values: dict[str, object] = {
        "book": book,
        "with_money": holds_in(connection, "money", book_id),
        "flags_about": flags_about(connection, book_id, "project", project_id),
        "project": found,
        "steps": steps_of(connection, book_id, project_id),
        "contracts": contracts_of(connection, book_id, project_id),
        "claims": claims_of(connection, book_id, project_id),
        "progress": progress_of(connection, book_id, project_id),
        "sign_offs": sign_offs_of(connection, book_id, project_id),
        "money_of": money_of(connection, book_id, project_id),
        "payments": payments(connection, book_id, project_id=project_id, limit=PAYMENTS_SHOWN),
        "shown": PAYMENTS_SHOWN,
        "papers": papers_of_project(connection, book_id, project_id, PAPERS_SHOWN),
    }
    return page(someone.visitor, "project.html", values=values)
