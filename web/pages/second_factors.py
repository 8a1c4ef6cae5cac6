"""One's own second factor: on, with a picture for the app and recovery codes, and off."""

import segno
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.responses import Response

from ledger.errors import Refused
from ledger.second_factor_switching import confirm, drop, offer, offered
from web.rendering import page
from web.services import Office, Services
from web.visitors import OWN_BUTTON, SignedIn, Viewer, ViewerForm, field

router = APIRouter()


def picture_of(words: str) -> Markup:
    """Words as a QR code, drawn within the page."""
    return Markup(segno.make(words, error="m").svg_inline(border=4, omitsize=True))  # noqa: S704  (drawn by segno of its own shapes)


def factor_page(services: Services, someone: Viewer, refusal: Refused | None = None) -> Response:
    """What can be done about one's second factor."""
    waiting = None
    if not someone.user.second_factor:
        waiting = offered(services.engine, services.door, someone.user.login)
    values: dict[str, object] = {
        "refusal": refusal,
        "offered": waiting,
        "picture": picture_of(waiting.address) if waiting else None,
    }
    status = 400 if refusal else 200
    return page(someone.visitor, "second_factor.html", status=status, values=values)


@router.get("/account/second-factor")
def show_factor(services: Office, someone: SignedIn) -> Response:
    """Shows whether it is on."""
    return factor_page(services, someone)


@router.post("/account/second-factor", dependencies=[OWN_BUTTON])
def post_offer(services: Office) -> Response:
    """Makes up a secret for an app to learn."""
    offer(services.engine, services.door)
    return RedirectResponse("/account/second-factor", 303)


@router.post("/account/second-factor/on")
def post_on(services: Office, someone: SignedIn, form: ViewerForm) -> Response:
    """Switches it on and shows the recovery codes, this once."""
    try:
        codes = confirm(
            services.engine,
            services.door,
            someone.user,
            field(form, "password"),
            field(form, "code"),
        )
    except Refused as refusal:
        return factor_page(services, someone, refusal)
    return page(someone.visitor, "recovery_codes.html", values={"codes": codes})


@router.post("/account/second-factor/off")
def post_off(services: Office, someone: SignedIn, form: ViewerForm) -> Response:
    """Switches it off."""
    try:
        drop(
            services.engine,
            services.door,
            someone.user,
            field(form, "password"),
            field(form, "code"),
        )
    except Refused as refusal:
        return factor_page(services, someone, refusal)
    return RedirectResponse("/account/second-factor", 303)
