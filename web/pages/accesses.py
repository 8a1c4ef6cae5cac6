"""The access log, for the audit administrator: the newest first, by person, kind and day."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.responses import Response

from ledger.access_questions import KINDS, Filter, accesses
from web.addresses import Before
from web.pages.books import day_asked_for
from web.powers import holding
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """What the filter of the page says, as its fields have it."""

    login: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    def filter(self) -> Filter:
        """The question it asks.

        Raises:
            HTTPException: a day is none.
        """
        login = self.login.replace("\0", "").strip()
        return Filter(
            login or None,
            self.kind.replace("\0", "") or None,
            day_asked_for(self.since),
            day_asked_for(self.until),
        )


@router.get("/access", dependencies=[holding("record")])
def show_accesses(
    connection: Reader,
    someone: SignedIn,
    chosen: Annotated[Chosen, Depends()],
    before: Before = None,
) -> Response:
    """Shows a page of the log."""
    wanted = chosen.filter()
    found = accesses(connection, wanted, before=before, limit=PAGE + 1)
    values: dict[str, object] = {
        "accesses": found[:PAGE],
        "next": found[PAGE - 1].access_id if len(found) > PAGE else None,
        "first_page": before is None,
        "chosen": chosen,
        "query": urlencode(vars(chosen)),
        "kinds": KINDS,
    }
    return page(someone.visitor, "accesses.html", values=values)
