"""What each role gets of every page, in its own book and in that of its neighbour."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from fastapi.routing import APIRoute
from matrix_people import PEOPLE, PLACES, STRANGERS, Actor
from matrix_story import Story, secret
from sites import served

from ledger.personal import Protector
from web.application import PAGES

#: Those who are tried: each role with all below, and two without a session that counts.
VISITORS = (*(each for each in PEOPLE if each.reach == "below"), STRANGERS[0], STRANGERS[2])
TRIED_PLACES = ("own", "sibling")
#: Pages of a book, by the power in it that they take.
OF_A_BOOK: dict[str, tuple[str, ...]] = {
    "money": (
        "/books/{book_id}", "/books/{book_id}/disbursements",
        "/books/{book_id}/disbursements/{disbursement_id}",
        "/books/{book_id}/disbursements/{disbursement_id}/receipt",
        "/books/{book_id}/disbursements/{disbursement_id}/trace", "/books/{book_id}/periods",
        "/books/{book_id}/reconciliation", "/books/{book_id}/sources/{source_id}",
        "/books/{book_id}/sources/{source_id}/payments",
        "/books/{book_id}/sources/{source_id}/trace", "/books/{book_id}/statement",
        "/books/{book_id}/transfers", "/books/{book_id}/transfers/{issue_id}",
        "/books/{book_id}/trial-balance", "/books/{book_id}/vouchers",
        "/books/{book_id}/vouchers.pdf", "/books/{book_id}/vouchers/{name}",
        "/books/{book_id}/vouchers/{name}/receipt",
        "/books/{book_id}/vouchers/{voucher_id}/attachments",
        "/books/{book_id}/vouchers/{voucher_id}/attachments/{attachment_id}",
    ),
    "project": (
        "/books/{book_id}/claims/{claim_id}", "/books/{book_id}/projects/{project_id}",
    ),
    "book": (
        "/checkpoints/{log_id}", "/checkpoints/{log_id}/growth",
        "/checkpoints/{log_id}/{tree_size}",
    ),
    "finding": ("/flags/{book_id}/{flag_id}", "/flags/{book_id}/{flag_id}/receipt"),
    "write": ("/drafts/{draft_id}",),
}  # fmt: skip
#: Powers whose pages stand apart: who holds them nowhere is told so.
OF_ITS_OWN_AREA = {"finding", "write"}
#: Pages of no book, by the powers of which they take one; none: everybody who is signed in.
OF_NO_BOOK: dict[str, tuple[str, ...]] = {
    "": (
        "/",
        "/account",
        "/account/second-factor",
        "/password",
        "/rules",
        "/rules/{code}",
        "/rules/{code}/receipt",
    ),
    "account": ("/users",),
    "account release": ("/rights",),
    "draft": ("/enter", "/enter/{sheet_key}", "/imports", "/imports/template"),
    "finding": (
        "/flags",
        "/runs",
        "/runs/{run_id}",
        "/runs/{run_id}/changes",
        "/runs/{run_id}/export",
    ),
    "record": ("/access",),
    "refer": ("/referrals",),
    "write": ("/drafts",),
}
#: For everybody, signed in or not.
OPEN = ("/check-receipt", "/check-receipt.html", "/checkpoints", "/healthz", "/sign-in")
#: From this one who is signed in is led on.
WAY_IN = "/sign-in"
#: Of who is on the way in, who is nobody here, and by an identity provider, which is not set up.
ON_THE_WAY_IN = {"/second-factor": 303, "/sign-in/provider": 404, "/sign-in/provider/answer": 404}
#: Of what somebody began themselves, which nobody here has.
OF_ONES_OWN = ("/checks/{number}", "/imports/{token}", "/imports/{token}/marked")
SAMPLES = {
    "code": "BT-01", "sheet_key": "projects", "run_id": "1", "number": "1", "token": "x",
}  # fmt: skip
#: What an address needs besides.
QUERIES = {
    "/books/{book_id}/vouchers.pdf": "?month=202205",
    "/checkpoints/{log_id}/growth": "?older={tree_size}&newer={tree_size}",
}


def pages() -> list[str]:
    """Every address that can be asked for."""
    return sorted(
        {
            route.path
            for module in PAGES
            for route in module.router.routes
            if isinstance(route, APIRoute) and "GET" in route.methods
        }
    )


def said() -> list[str]:
    """Every address that is named above."""
    named = [*OPEN, *ON_THE_WAY_IN, *OF_ONES_OWN]
    for listed in (OF_A_BOOK, OF_NO_BOOK):
        named += [path for paths in listed.values() for path in paths]
    return sorted(named)


def places_of(path: str) -> tuple[str, ...]:
    """The places at which a page is asked for."""
    return TRIED_PLACES if any(path in paths for paths in OF_A_BOOK.values()) else ("own",)


def expected(actor: Actor, path: str, place: str) -> int:
    """The answer that fits somebody's right."""
    if path in OPEN:
        return 303 if path == WAY_IN and actor.role is not None else 200
    if path in ON_THE_WAY_IN:
        return ON_THE_WAY_IN[path]
    if actor.role is None:
        return 303
    if path in OF_ONES_OWN:
        theirs = path.startswith("/checks") or actor.holds_anywhere("draft")
        return 404 if theirs else 403
    for power, paths in OF_A_BOOK.items():
        if path in paths:
            apart = power in OF_ITS_OWN_AREA and not actor.holds_anywhere(power)
            return 403 if apart else 200 if actor.holds(power, place) else 404
    powers = next(powers for powers, paths in OF_NO_BOOK.items() if path in paths).split()
    return 200 if not powers or any(map(actor.holds_anywhere, powers)) else 403


def visit(story: Story, url: str, actor: Actor) -> dict[tuple[str, str], tuple[int, str]]:
    """What somebody gets of every page: the answer's code, and its words."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set("mingzhang", actor.token)
    got: dict[tuple[str, str], tuple[int, str]] = {}
    for path in pages():
        for place in places_of(path):
            address = (path + QUERIES.get(path, "")).format(**(SAMPLES | story.numbers[place]))
            answer = session.get(url + address, allow_redirects=False, timeout=60)
            got[path, place] = answer.status_code, answer.text
    return got


def leaks(actor: Actor, words: str) -> set[str]:
    """The places out of somebody's reach whose secrets a page tells."""
    return {
        place
        for place, division in PLACES.items()
        if secret(division) in words
        and not any(actor.holds(power, place) for power in ("money", "project", "finding"))
    }


@contextmanager
def site_of(story: Story, protector: Protector) -> Iterator[str]:
    """The pages over the ledger of the matrix; their address."""
    with served(story.engine, protector, story.data_dir) as (url, _):
        yield url
