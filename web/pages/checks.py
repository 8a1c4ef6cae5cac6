"""Checks one book when asked, and shows how it goes."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from web.addresses import BookNumber
from web.checks import Asker
from web.pages.books import find_book
from web.rendering import page
from web.services import Office, Reader
from web.visitors import OWN_BUTTON, SignedIn

router = APIRouter()


@router.post("/books/{book_id}/checks", dependencies=[OWN_BUTTON])
def post_check(
    request: Request, services: Office, connection: Reader, someone: SignedIn, book_id: BookNumber
) -> Response:
    """Begins a check of a book; where one goes on, that is shown."""
    book = find_book(connection, book_id, "check")
    check = services.checks.begin(
        book_id,
        (book.division_code, book.division_name),
        Asker(someone.user.login, request.cookies[services.session_cookie]),
        someone.visitor.language,
    )
    return RedirectResponse(f"/checks/{check.number}", 303)


@router.get("/checks/{number}")
def show_check(services: Office, connection: Reader, someone: SignedIn, number: int) -> Response:
    """Shows a check; the page asks again until it has ended."""
    check = services.checks.find(number)
    if check is None or check.asked_by != someone.user.login:
        raise HTTPException(404)
    find_book(connection, check.book_id, "finding")
    return page(someone.visitor, "check.html", values={"check": check})
