"""The way in, the way out, and the change of one's password."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from ledger.errors import Refused
from ledger.sign_ins import SHORTEST_PASSWORD, change_password, sign_in, sign_out
from web.rendering import page
from web.services import Office
from web.visitors import (
    FORM_COOKIE,
    OWN_BUTTON,
    Guest,
    GuestForm,
    SignedIn,
    ViewerForm,
    field,
    keep_form_token,
    own_path,
)

router = APIRouter()


def sign_in_page(
    guest: Guest, services: Office, onwards: str, refusal: Refused | None = None
) -> Response:
    """The form to sign in with, and why the last try failed."""
    values: dict[str, object] = {"onwards": own_path(onwards), "refusal": refusal}
    response = page(guest, "sign_in.html", status=401 if refusal else 200, values=values)
    keep_form_token(response, guest, services)
    return response


@router.get("/sign-in")
def show_sign_in(guest: Guest, services: Office, onwards: str = "/") -> Response:
    """Shows the form; who is signed in goes on."""
    if guest.user is not None:
        return RedirectResponse(own_path(onwards), 303)
    return sign_in_page(guest, services, onwards)


@router.post("/sign-in")
def post_sign_in(guest: Guest, services: Office, form: GuestForm) -> Response:
    """Signs in, with a session that did not exist before."""
    onwards = own_path(field(form, "onwards"))
    try:
        token = sign_in(services.engine, field(form, "login"), field(form, "password"))
    except Refused as refusal:
        return sign_in_page(guest, services, onwards, refusal)
    response = RedirectResponse(onwards, 303)
    # Lax: a link in an alert's e-mail should find its reader signed in.
    response.set_cookie(
        services.session_cookie, token, httponly=True, samesite="lax", secure=services.https
    )
    response.delete_cookie(FORM_COOKIE)
    return response


@router.post("/sign-out", dependencies=[OWN_BUTTON])
def post_sign_out(request: Request, services: Office) -> Response:
    """Ends the session."""
    with services.engine.begin() as connection:
        sign_out(connection, request.cookies[services.session_cookie])
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(services.session_cookie, secure=services.https)
    return response


def password_page(someone: SignedIn, refusal: Refused | None = None) -> Response:
    """The form to change one's password with."""
    values: dict[str, object] = {"refusal": refusal, "shortest": SHORTEST_PASSWORD}
    status = 400 if refusal else 200
    return page(someone.visitor, "password.html", status=status, values=values)


@router.get("/password")
def show_password(someone: SignedIn) -> Response:
    """Shows the form."""
    return password_page(someone)


@router.post("/password")
def post_password(services: Office, someone: SignedIn, form: ViewerForm) -> Response:
    """Changes the password; every session of its owner ends."""
    new = field(form, "new")
    if new != field(form, "again"):
        differ = Refused("两次输入的新密码不一样。", "The new passwords differ.")
        return password_page(someone, differ)
    try:
        change_password(services.engine, someone.user.login, field(form, "old"), new)
    except Refused as refusal:
        return password_page(someone, refusal)
    return RedirectResponse("/sign-in", 303)
