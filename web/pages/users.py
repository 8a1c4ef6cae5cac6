"""The users, for the security administrator: add, disable, reset and link them."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import FormData
from starlette.responses import Response

from ledger.errors import MingzhangError, WrongUse
from ledger.language import Text
from ledger.refusals import refusal_of
from ledger.settings import Provider
from ledger.user_accounts import add_user, disable_user, link_user, reset_user, users
from web.rendering import page
from web.services import Office, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter()


@dataclass(frozen=True)
class Done:
    """What was done, and the password that was made up with it, which is shown this once."""

    words: Text
    password: str | None = None


def users_page(
    services: Services,
    someone: Viewer,
    *,
    refusal: Text | None = None,
    done: Done | None = None,
) -> Response:
    """The list of users with what can be done to each.

    Raises:
        HTTPException: whoever asks may not see it.
    """
    with services.engine.connect() as connection:
        may_see, may_act = connection.execute(
            text("SELECT ledger.holds('account'), ledger.holds('right')")
        ).one()
        found = users(connection)
    if not may_see:
        raise HTTPException(403)
    values: dict[str, object] = {
        "users": found,
        "may_act": may_act,
        "refusal": refusal,
        "done": done,
        "provider": services.settings.provider,
    }
    return page(someone.visitor, "users.html", status=400 if refusal else 200, values=values)


@router.get("/users")
def show_users(services: Office, someone: SignedIn) -> Response:
    """Shows them."""
    return users_page(services, someone)


@router.post("/users/{act}")
def post_act(services: Office, someone: SignedIn, form: ViewerForm, act: str) -> Response:
    """Does something to a user and says what was done.

    Raises:
        HTTPException: there is no such act.
    """
    if act not in {"add", "reset", "disable", "enable", "link"}:
        raise HTTPException(404)
    try:
        with services.engine.begin() as connection:
            done = acted(connection, act, form, services.settings.provider)
    except MingzhangError as error:
        return users_page(services, someone, refusal=error.text)
    except DBAPIError as error:
        refused = refusal_of(error)
        if refused is None:
            raise
        return users_page(services, someone, refusal=refused.text)
    return users_page(services, someone, done=done)


def acted(connection: Connection, act: str, form: FormData, provider: Provider | None) -> Done:
    """Does it.

    Raises:
        WrongUse: something in the form cannot be.
    """
    login = field(form, "login").strip()
    if act == "add":
        division = field(form, "division").strip() or None
        password = add_user(connection, login, field(form, "name"), division)
        return Done(Text(f"已增加 {login}。", f"{login} was added."), password)
    if act == "reset":
        password = reset_user(connection, login)
        return Done(Text(f"{login} 的密码已重设。", f"{login} has a new password."), password)
    if act == "link":
        if provider is None:
            raise WrongUse("没有设统一身份登录。", "Single sign-on is not set up.")
        link_user(connection, login, provider.issuer, field(form, "subject").strip() or None)
        return Done(Text(f"{login} 的统一身份已改。", f"The link of {login} was changed."))
    disable_user(connection, login, disabled=act == "disable")
    if act == "disable":
        return Done(Text(f"{login} 已停用。", f"{login} is disabled."))
    return Done(Text(f"{login} 已启用。", f"{login} is enabled."))
