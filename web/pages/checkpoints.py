"""Checkpoints: the latest of each log and of one log all, as files to keep, and how it grew."""

import datetime as dt
import json
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from ledger.acting import engine_of, holds_in
from ledger.evidence.seals import heads_of_log, latest_heads
from ledger.evidence.sending import growth_between, note_at
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.witnesses import witnesses
from ledger.language import Text
from ledger.refused_accesses import note_refusal
from web.addresses import LARGEST_BOOK, LARGEST_POSITION, Before
from web.receipts import attachment, named_keys
from web.rendering import page
from web.services import Office, Reader
from web.visitors import Guest, SignInNeeded, Visitor, keep_form_token

router = APIRouter()

PAGE = 50
LogNumber = Annotated[int, Path(ge=COMMON_LOG, le=LARGEST_BOOK)]
TreeSize = Annotated[int, Path(ge=1, le=LARGEST_POSITION)]
AskedSize = Annotated[int, Query(ge=1, le=LARGEST_POSITION)]


def check_log(connection: Connection, guest: Visitor, log_id: int) -> None:
    """The common log is for everybody; that of a book for whoever may see the book.

    Raises:
        SignInNeeded: it is a book's, and nobody is signed in.
        HTTPException: there is no such book, or it is out of reach; the attempt is put on record.
    """
    if log_id == COMMON_LOG:
        return
    if guest.user is None:
        raise SignInNeeded
    if not holds_in(connection, "book", log_id):
        note_refusal(engine_of(connection), "book_out_of_reach", {"book": log_id}, log_id)
        raise HTTPException(404)


def log_name(connection: Connection, log_id: int) -> Text:
    """What people call a log.

    Raises:
        HTTPException: nothing of it is sealed.
    """
    for head in latest_heads(connection, log_id):
        return head.name
    raise HTTPException(404)


@router.get("/checkpoints")
def list_logs(services: Office, connection: Reader, guest: Guest) -> Response:
    """Lists the latest checkpoint of every log within reach, the witnesses, and the keys."""
    now = dt.datetime.now(dt.UTC)
    values: dict[str, object] = {
        "logs": latest_heads(connection),
        "witnesses": [(each, each.is_late(now)) for each in witnesses(connection)],
        "keys": named_keys(services, connection),
    }
    answer = page(guest, "checkpoints.html", values=values)
    if guest.user is None:
        keep_form_token(answer, guest, services)
    return answer


@router.get("/checkpoints/{log_id}")
def list_checkpoints(
    services: Office, connection: Reader, guest: Guest, log_id: LogNumber, before: Before = None
) -> Response:
    """Lists the checkpoints of a log, the latest first."""
    check_log(connection, guest, log_id)
    found = heads_of_log(connection, log_id, before=before, limit=PAGE + 1)
    values: dict[str, object] = {
        "log_id": log_id,
        "name": log_name(connection, log_id),
        "heads": found[:PAGE],
        "next": found[PAGE - 1].size if len(found) > PAGE else None,
        "first_page": before is None,
    }
    answer = page(guest, "log.html", values=values)
    if guest.user is None:
        keep_form_token(answer, guest, services)
    return answer


@router.get("/checkpoints/{log_id}/growth")
def give_growth(
    connection: Reader, guest: Guest, log_id: LogNumber, older: AskedSize, newer: AskedSize
) -> Response:
    """Gives the file that shows that a later checkpoint of a log grew from an earlier one.

    Raises:
        WrongUse: one of the two is not on record.
    """
    check_log(connection, guest, log_id)
    made = growth_between(connection, log_id, older, newer)
    name = log_name(connection, log_id).in_language(guest.language)
    name += Text(f"-增长证明-{older}-{newer}.json", f"-growth-{older}-{newer}.json").in_language(
        guest.language
    )
    return attachment(json.dumps(made, ensure_ascii=False) + "\n", name, "application/json")


@router.get("/checkpoints/{log_id}/{tree_size}")
def give_checkpoint(
    connection: Reader, guest: Guest, log_id: LogNumber, tree_size: TreeSize
) -> Response:
    """Gives a checkpoint with all signatures under it, to be kept."""
    check_log(connection, guest, log_id)
    note = note_at(connection, log_id, tree_size)
    name = log_name(connection, log_id).in_language(guest.language)
    name += Text(f"-检查点-{tree_size}.txt", f"-checkpoint-{tree_size}.txt").in_language(
        guest.language
    )
    return attachment(note, name, "text/plain")
