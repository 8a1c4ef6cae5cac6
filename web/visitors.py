"""Who looks at a page, in which language and unit; and that what they post came from our form."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from ledger.language import Language
from ledger.right_questions import own_powers
from ledger.sessions import User, user_of
from web.services import HOST_PREFIX, Office

Unit = Literal["yuan", "wan"]

FORM_COOKIE = "mingzhang_form"
LANGUAGE_COOKIE = "mingzhang_language"
UNIT_COOKIE = "mingzhang_unit"
#: A form of ours has a field for each column of a sheet, and a file at most but where papers are
#: handed in.
MOST_FIELDS = 80
FILES_AT_ONCE = 20


class SignInNeeded(Exception):
    """Somebody who is not signed in asked for a page that is not for everybody."""


@dataclass(frozen=True)
class Visitor:
    """Who looks at a page, and how they want to see it."""

    #: Who is signed in; nobody is who has not given their code or changed their password yet.
    user: User | None
    language: Language
    unit: Unit
    #: What their forms carry: the session's own, or that of a cookie before they sign in.
    form_token: str
    #: Where they are, with the query, to come back to.
    path: str
    #: Whoever is on the way in: a code or a new password is wanted of them first.
    entering: User | None = None
    #: What they may do anywhere, of ledger.roles.POWERS: what pages offer them.
    powers: frozenset[str] = frozenset()


def visitor(request: Request, services: Office) -> Visitor:
    """Whoever it is."""
    found, powers = None, frozenset[str]()
    token = request.cookies.get(services.session_cookie)
    if token:
        with services.engine.begin() as connection:
            found = user_of(connection)
            powers = own_powers(connection)
    form_token = found.form_token if found else request.cookies.get(services.cookie(FORM_COOKIE))
    works = found is not None and found.purpose == "work"
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Visitor(
        found if works else None,
        language_of(request),
        "wan" if request.cookies.get(services.cookie(UNIT_COOKIE)) == "wan" else "yuan",
        form_token or secrets.token_urlsafe(32),
        path,
        None if works else found,
        powers,
    )


def language_of(request: Request) -> Language:
    """The language chosen, else the one the browser asks for first, else Chinese."""
    # The page of a failure may know no services: by HTTPS or not, it is a language alone.
    cookies = request.cookies
    kept = cookies.get(HOST_PREFIX + LANGUAGE_COOKIE) or cookies.get(LANGUAGE_COOKIE)
    chosen = kept or request.headers.get("accept-language", "")
    return "en" if chosen.lower().startswith("en") else "zh"


Guest = Annotated[Visitor, Depends(visitor)]


@dataclass(frozen=True)
class Viewer:
    """Somebody who is signed in, and how they want to see things."""

    visitor: Visitor
    user: User


def viewer(guest: Guest) -> Viewer:
    """Somebody who is signed in.

    Raises:
        SignInNeeded: nobody is.
    """
    if guest.user is None:
        raise SignInNeeded
    return Viewer(guest, guest.user)


SignedIn = Annotated[Viewer, Depends(viewer)]


async def form_of(
    request: Request, form_token: str, most_files: int = 1
) -> AsyncIterator[FormData]:
    """The form that was posted, if it carries the token of its poster."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise HTTPException(403)
    async with request.form(max_files=most_files, max_fields=MOST_FIELDS) as form:
        given = form.get("form_token")
        if not isinstance(given, str) or not secrets.compare_digest(
            given.encode(), form_token.encode()
        ):
            raise HTTPException(403)
        yield form


async def posted_by_guest(request: Request, guest: Guest) -> AsyncIterator[FormData]:
    """A form of ours, by whoever it is."""
    async for form in form_of(request, guest.form_token):
        yield form


async def posted_by_viewer(request: Request, someone: SignedIn) -> AsyncIterator[FormData]:
    """A form of ours, by somebody who is signed in: others' are not even read."""
    async for form in form_of(request, someone.user.form_token):
        yield form


async def files_by_viewer(request: Request, someone: SignedIn) -> AsyncIterator[FormData]:
    """A form of ours with several files, by somebody who is signed in."""
    async for form in form_of(request, someone.user.form_token, FILES_AT_ONCE):
        yield form


GuestForm = Annotated[FormData, Depends(posted_by_guest)]
ViewerForm = Annotated[FormData, Depends(posted_by_viewer)]
ViewerFiles = Annotated[FormData, Depends(files_by_viewer)]
#: For a button that sends nothing but the token.
OWN_BUTTON = Depends(posted_by_viewer)


def field(form: FormData, name: str) -> str:
    """A text field of a form; empty if it is not there."""
    value = form.get(name)
    return value.replace("\0", "") if isinstance(value, str) else ""


def own_path(path: str) -> str:
    """A path of ours to go on to; anything that could lead elsewhere becomes the first page."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if ours and path.isprintable() else "/"


def keep_form_token(response: Response, guest: Visitor, services: Office) -> None:
    """Gives somebody who is not signed in the cookie that their form is compared with."""
    response.set_cookie(
        services.cookie(FORM_COOKIE),
        guest.form_token,
        httponly=True,
        samesite="strict",
        secure=services.https,
    )
