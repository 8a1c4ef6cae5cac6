"""The switches of language and unit, kept in cookies of the visitor's own."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from web.services import Office
from web.visitors import LANGUAGE_COOKIE, UNIT_COOKIE, GuestForm, field, own_path

router = APIRouter()

ONE_YEAR = 365 * 24 * 60 * 60
#: What may be chosen, by the field that chooses it.
CHOICES = {"language": (LANGUAGE_COOKIE, ("zh", "en")), "unit": (UNIT_COOKIE, ("yuan", "wan"))}


@router.post("/preferences")
def post_preferences(services: Office, form: GuestForm) -> Response:
    """Keeps what was chosen and goes back."""
    response = RedirectResponse(own_path(field(form, "back")), 303)
    for name, (cookie, allowed) in CHOICES.items():
        chosen = field(form, name)
        if chosen in allowed:
            response.set_cookie(
                services.cookie(cookie),
                chosen,
                max_age=ONE_YEAR,
                httponly=True,
                samesite="lax",
                secure=services.https,
            )
    return response
