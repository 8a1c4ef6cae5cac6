"""What those who may refer are asked of confirmed flags, and the form to answer with."""

import datetime as dt

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from audits.referrals import open_questions, record_referral
from ledger.dates import today_in_beijing
from ledger.errors import Refused
from ledger.language import Text
from web.addresses import BookNumber, Position
from web.pages.flags import flag_page
from web.powers import holding
from web.rendering import page
from web.services import Office, Reader
from web.visitors import SignedIn, ViewerForm, field

#: What each rule asks, in a few words.
ASKED = {
    "GV-05": Text("是否移送", "Referred or not"),
    "GV-06": Text("反馈了没有", "Answered or not"),
}

router = APIRouter(dependencies=[holding("refer")])


@router.get("/referrals")
def list_questions(connection: Reader, someone: SignedIn) -> Response:
    """Lists what is asked and not answered yet, the earliest due first."""
    values: dict[str, object] = {
        "questions": open_questions(connection, today_in_beijing()),
        "asked": ASKED,
    }
    return page(someone.visitor, "referrals.html", values=values)


@router.post("/flags/{book_id}/{flag_id}/referral")
def post_referral(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    book_id: BookNumber,
    flag_id: Position,
    form: ViewerForm,
) -> Response:
    """Records a step of the flag's referral."""
    said = {name: field(form, name).strip() for name in ("step", "on", "receiver", "note")}
    try:
        day = dt.date.fromisoformat(said["on"])
    except ValueError:
        # The database asks for a day in the words of the form.
        day = dt.date.max
    try:
        with services.engine.begin() as writing:
            record_referral(
                writing, book_id, flag_id, said["step"], day, said["receiver"], said["note"]
            )
    except Refused as refusal:
        return flag_page(connection, someone, book_id, flag_id, refusal)
    return RedirectResponse(f"/flags/{book_id}/{flag_id}#referral", 303)
