"""Rights: who holds which role where, what waits for another person, and the form to ask with."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from ledger.divisions import find_division
from ledger.errors import Refused, WrongUse
from ledger.right_acts import (
    RightWanted,
    ask_for_right,
    decide_on_right,
    withdraw_right_request,
)
from ledger.right_questions import rights_asked, rights_held
from ledger.roles import ROLES
from ledger.user_accounts import users
from web.addresses import LARGEST_POSITION
from web.powers import holding
from web.rendering import page
from web.services import Office, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter()

RequestNumber = Annotated[int, Path(ge=1, le=LARGEST_POSITION)]
#: Of the form to ask with.
FIELDS = ("kind", "login", "role", "division", "with_subtree", "ends_on", "reason")
#: What the buttons of a request do.
DECISIONS = ("released", "refused", "withdrawn")


def rights_page(
    services: Services,
    someone: Viewer,
    refusal: Refused | WrongUse | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    """The page, with what was typed and refused just now."""
    with services.engine.connect() as connection:
        values: dict[str, object] = {
            "held": rights_held(connection),
            "waiting": rights_asked(connection, waiting=True),
            "decided": rights_asked(connection, waiting=False),
            "roles": ROLES,
            "users": users(connection) if "right" in someone.visitor.powers else [],
            "refusal": refusal,
            "typed": typed or dict.fromkeys(FIELDS, ""),
        }
    return page(someone.visitor, "rights.html", status=400 if refusal else 200, values=values)


@router.get("/rights", dependencies=[holding("account", "release")])
def show_rights(services: Office, someone: SignedIn) -> Response:
    """Shows the rights that whoever looks may see."""
    return rights_page(services, someone)


@router.post("/rights", dependencies=[holding("right")])
def post_request(services: Office, someone: SignedIn, form: ViewerForm) -> Response:
    """Asks for a right; another person decides on it."""
    typed = {name: field(form, name).strip() for name in FIELDS}
    try:
        with services.engine.begin() as connection:
            wanted = RightWanted(
                "withdraw" if typed["kind"] == "withdraw" else "grant",
                typed["login"],
                typed["role"],
                find_division(connection, typed["division"]),
                typed["reason"],
                bool(typed["with_subtree"]),
                last_day(typed["ends_on"]),
            )
            ask_for_right(connection, wanted)
    except (Refused, WrongUse) as refusal:
        return rights_page(services, someone, refusal, typed)
    return RedirectResponse("/rights", 303)


def last_day(said: str) -> dt.date | None:
    """The day of the field; None where it is empty.

    Raises:
        WrongUse: it is no day.
    """
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        raise WrongUse(
            f"{said} 不是日期，请写成 2026-01-31。", f"{said} is no day: write 2026-01-31."
        ) from None


@router.post("/rights/{request_id}", dependencies=[holding("right", "release")])
def post_decision(
    services: Office, someone: SignedIn, request_id: RequestNumber, form: ViewerForm
) -> Response:
    """Releases or refuses what somebody else asked for, or takes back what one asked for."""
    decision = field(form, "decision")
    if decision not in DECISIONS:
        raise HTTPException(404)
    try:
        with services.engine.begin() as connection:
            if decision == "withdrawn":
                withdraw_right_request(connection, request_id)
            else:
                decide_on_right(connection, request_id, decision, field(form, "reason"))
    except Refused as refusal:
        return rights_page(services, someone, refusal)
    return RedirectResponse("/rights", 303)
