"""The way in, the code that some are asked for on it, and the way out."""

from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from ledger.errors import Refused
from ledger.language import Text
from ledger.sessions import Seen, sign_out
from ledger.sign_ins import Opened, pass_second_factor, sign_in
from web.rendering import page
from web.services import Office, Services
from web.visitors import (
    FORM_COOKIE,
    Guest,
    GuestForm,
    Visitor,
    field,
    keep_form_token,
    own_path,
)

router = APIRouter()

CHANGED = Text("密码已修改，请用新密码登录。", "The password is changed: sign in with the new one.")


def seen_from(request: Request) -> Seen:
    """Where somebody signs in from."""
    address = request.client.host if request.client else ""
    return Seen(address, request.headers.get("user-agent", ""))


def sign_in_page(
    guest: Guest, services: Office, onwards: str, *, refusal: Text | None = None, said: bool = False
) -> Response:
    """The form to sign in with, and why the last try failed."""
    values: dict[str, object] = {
        "onwards": own_path(onwards),
        "refusal": refusal,
        "said": CHANGED if said else None,
        "by_provider": services.settings.provider is not None,
    }
    response = page(guest, "sign_in.html", status=401 if refusal else 200, values=values)
    keep_form_token(response, guest, services)
    return response


def begun(services: Services, opened: Opened, onwards: str) -> Response:
    """The answer that hands a new session to its owner and leads on."""
    response = RedirectResponse(next_page(opened.purpose, onwards), 303)
    # Lax: a link in an alert's e-mail should find its reader signed in.
    response.set_cookie(
        services.session_cookie,
        opened.token,
        httponly=True,
        samesite="lax",
        secure=services.https,
    )
    response.delete_cookie(services.cookie(FORM_COOKIE), secure=services.https)
    return response


def next_page(purpose: str, onwards: str) -> str:
    """Where a session leads: what comes before work comes first."""
    if purpose == "second_factor":
        return "/second-factor?" + urlencode({"onwards": onwards})
    return "/password" if purpose == "password_change" else onwards


@router.get("/sign-in")
def show_sign_in(guest: Guest, services: Office, onwards: str = "/", changed: str = "") -> Response:
    """Shows the form; who is signed in goes on, who is on the way in goes on with that."""
    found = guest.user or guest.entering
    if found is not None:
        return RedirectResponse(next_page(found.purpose, own_path(onwards)), 303)
    return sign_in_page(guest, services, onwards, said=bool(changed))


@router.post("/sign-in")
def post_sign_in(request: Request, guest: Guest, services: Office, form: GuestForm) -> Response:
    """Signs in, with a session that did not exist before."""
    onwards = own_path(field(form, "onwards"))
    try:
        opened = sign_in(
            services.engine,
            services.door,
            field(form, "login"),
            field(form, "password"),
            seen_from(request),
        )
    except Refused as refusal:
        return sign_in_page(guest, services, onwards, refusal=refusal.text)
    return begun(services, opened, onwards)


def code_page(guest: Visitor, onwards: str, refusal: Refused | None = None) -> Response:
    """The form that asks for a code, and why the last one was not taken."""
    values: dict[str, object] = {"onwards": onwards, "refusal": refusal}
    return page(guest, "second_factor_code.html", status=401 if refusal else 200, values=values)


@router.get("/second-factor")
def show_code(guest: Guest, onwards: str = "/") -> Response:
    """Asks for a code, of who has given their password."""
    if guest.entering is None or guest.entering.purpose != "second_factor":
        return RedirectResponse("/sign-in", 303)
    return code_page(guest, own_path(onwards))


@router.post("/second-factor")
def post_code(guest: Guest, services: Office, form: GuestForm) -> Response:
    """Takes the code; the session that waited for it ends and another begins."""
    onwards = own_path(field(form, "onwards"))
    if guest.entering is None or guest.entering.purpose != "second_factor":
        return RedirectResponse("/sign-in", 303)
    try:
        opened = pass_second_factor(services.engine, services.door, field(form, "code"))
    except Refused as refusal:
        return code_page(guest, onwards, refusal)
    return begun(services, opened, onwards)


@router.post("/sign-out")
def post_sign_out(guest: Guest, services: Office, _: GuestForm) -> Response:
    """Ends the session, of who is signed in or on the way in.

    Raises:
        HTTPException: there is none.
    """
    if guest.user is None and guest.entering is None:
        raise HTTPException(403)
    with services.engine.begin() as connection:
        sign_out(connection)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(services.session_cookie, secure=services.https)
    return response
