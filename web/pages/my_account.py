"""One's own account: the password, and where one is signed in."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse
from sqlalchemy import text
from starlette.responses import Response

from ledger.errors import Refused
from ledger.passwords import SHORTEST
from ledger.sessions import User, end_sessions, sessions_of_mine
from ledger.sign_ins import change_password
from web.rendering import page
from web.services import Office
from web.visitors import Guest, GuestForm, SignedIn, SignInNeeded, ViewerForm, Visitor, field

router = APIRouter()


def whose_password(guest: Guest) -> User:
    """Whoever may change their password: signed in, or on the way in and asked to.

    Raises:
        SignInNeeded: nobody.
    """
    entering = guest.entering
    found = entering if entering and entering.purpose == "password_change" else guest.user
    if found is None:
        raise SignInNeeded
    return found


PasswordOwner = Annotated[User, Depends(whose_password)]


def password_page(guest: Visitor, user: User, refusal: Refused | None = None) -> Response:
    """The form to change one's password with."""
    values: dict[str, object] = {
        "refusal": refusal,
        "shortest": SHORTEST,
        "forced": user.purpose == "password_change",
        "login": user.login,
    }
    return page(guest, "password.html", status=400 if refusal else 200, values=values)


@router.get("/password")
def show_password(guest: Guest, user: PasswordOwner) -> Response:
    """Shows the form."""
    return password_page(guest, user)


@router.post("/password")
def post_password(guest: Guest, services: Office, user: PasswordOwner, form: GuestForm) -> Response:
    """Changes the password; every session of its owner ends."""
    new = field(form, "new")
    if new != field(form, "again"):
        differ = Refused("两次输入的新密码不一样。", "The new passwords differ.")
        return password_page(guest, user, differ)
    try:
        change_password(services.engine, field(form, "old"), new)
    except Refused as refusal:
        return password_page(guest, user, refusal)
    return RedirectResponse("/sign-in?changed=1", 303)


@router.get("/account")
def show_account(services: Office, someone: SignedIn) -> Response:
    """Shows who one is, and where one is signed in."""
    with services.engine.connect() as connection:
        values: dict[str, object] = {
            "sessions": sessions_of_mine(connection),
            "sees_users": connection.execute(text("SELECT ledger.holds('account')")).scalar_one(),
        }
    return page(someone.visitor, "my_account.html", values=values)


@router.post("/account/sessions")
def post_sessions(services: Office, form: ViewerForm) -> Response:
    """Ends one of one's sessions, or all of them."""
    number = field(form, "number")
    one = int(number) if re.fullmatch("[0-9]{1,18}", number) else None
    if one is None and number != "all":
        return RedirectResponse("/account", 303)
    with services.engine.begin() as connection:
        end_sessions(connection, one)
    return RedirectResponse("/account", 303)
