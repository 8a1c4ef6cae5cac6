"""The way in by the organisation's identity provider: there, and back."""

from urllib.parse import quote, unquote

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from ledger.errors import MingzhangError, Refused
from ledger.settings import Provider
from ledger.sign_ins import sign_in_by_provider
from web.pages.signing_in import begun, seen_from, sign_in_page
from web.services import Office, Services
from web.single_sign_on import (
    NOT_BEGUN_HERE,
    address_to_come_back,
    journey_of,
    new_journey,
    subject_of,
    way_there,
)
from web.visitors import Guest, own_path

router = APIRouter()

#: What goes along with somebody to the provider and back.
JOURNEY_COOKIE = "mingzhang_journey"
#: How long somebody may take at the provider, in seconds.
LONGEST_JOURNEY = 600


def provider_of(services: Services) -> Provider:
    """The provider that people may sign in by.

    Raises:
        HTTPException: there is none.
    """
    if services.settings.provider is None:
        raise HTTPException(404)
    return services.settings.provider


@router.get("/sign-in/provider")
def go_to_provider(guest: Guest, services: Office, onwards: str = "/") -> Response:
    """Sends somebody to the provider."""
    provider = provider_of(services)
    journey = new_journey()
    try:
        address = way_there(provider, journey, address_to_come_back(services.settings.base_url))
    except MingzhangError as error:
        return sign_in_page(guest, services, own_path(onwards), refusal=error.text)
    response = RedirectResponse(address, 303)
    response.set_cookie(
        services.cookie(JOURNEY_COOKIE),
        # A quote mark ends what a cookie may hold: the way on is encoded.
        f"{journey}|{quote(own_path(onwards), safe='')}",
        max_age=LONGEST_JOURNEY,
        httponly=True,
        samesite="lax",
        secure=services.https,
    )
    return response


@router.get("/sign-in/provider/answer")
def come_back(request: Request, guest: Guest, services: Office) -> Response:
    """Takes the provider's answer; who is linked to an account here is signed in."""
    provider = provider_of(services)
    kept, _, way_on = request.cookies.get(services.cookie(JOURNEY_COOKIE), "").partition("|")
    onwards = own_path(unquote(way_on))
    journey = journey_of(kept)
    try:
        if journey is None:
            raise Refused(*NOT_BEGUN_HERE)
        back = address_to_come_back(services.settings.base_url)
        subject = subject_of(provider, journey, back, dict(request.query_params))
        opened = sign_in_by_provider(
            services.engine, services.door, provider.issuer, subject, seen_from(request)
        )
    except MingzhangError as error:
        response = sign_in_page(guest, services, onwards, refusal=error.text)
    else:
        response = begun(services, opened, onwards)
    response.delete_cookie(services.cookie(JOURNEY_COOKIE), secure=services.https)
    return response
