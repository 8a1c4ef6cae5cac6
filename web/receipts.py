"""What pages say of how a fact is sealed, and the receipts that they give out of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.responses import Response

from ledger.errors import SystemFailed
from ledger.evidence.receipts import Place, receipt
from ledger.evidence.seals import seal_of
from ledger.evidence.signing_keys import public_keys
from ledger.evidence.witnesses import witnesses
from ledger.exports import note_export
from ledger.language import Text
from web.rendering import page
from web.services import Services
from web.visitors import Viewer, Visitor

#: The scripts that check a receipt, in the order in which one builds on another.
SCRIPTS = (
    "receipt_trees.js",
    "receipt_notes.js",
    "check_receipt.js",
    "compare_checkpoints.js",
    "receipt_words.js",
    "check_receipt_page.js",
)
UNSEALED = Text(
    "尚未封存。定时任务每几分钟封存一次，封存后才有存证回执。",
    "Not sealed yet. The job seals every few minutes; there is a receipt once it has.",
)
#: How a receipt is given: as a file, as one without personal fields, or on the page that checks it.
Form = Literal["file", "public", "page"]
NAMES: dict[Form, Text] = {
    "file": Text("存证回执", "receipt"),
    "public": Text("存证回执（公开）", "receipt (public)"),
    "page": Text("存证回执", "receipt"),
}


@dataclass(frozen=True)
class Asked:
    """The fact that a receipt is asked of."""

    #: What people call it, as its file is named.
    name: Text
    #: Its page.
    address: str
    places: Sequence[Place]
    #: Whose book it is of; None: of no book.
    book_id: int | None


@dataclass(frozen=True)
class Given:
    """A receipt that the page begins with: of what, and as which file."""

    asked: Asked
    file_name: str
    content: str


def sealing_shown(
    connection: Connection, place: Place | None, address: str, unsealed: Text = UNSEALED
) -> dict[str, object]:
    """What `_sealing.html` shows of a fact: its checkpoint, and where its receipt is.

    Args:
        connection: of whoever looks.
        place: where the fact stands; None: it is not sealed yet.
        address: of its page.
        unsealed: what to say while it is not sealed.
    """
    return {
        "unsealed": unsealed,
        "seal": seal_of(connection, place),
        "receipt_at": f"{address}/receipt",
    }


def give_receipt(
    services: Services, connection: Connection, someone: Viewer, asked: Asked, form: Form
) -> Response:
    """A receipt in the form that was asked for; on record first, but where it names nobody.

    Raises:
        WrongUse: it is not sealed yet.
    """
    made = receipt(connection, asked.places, public=form == "public")
    language = someone.visitor.language
    name = f"{asked.name.in_language(language)}-{NAMES[form].in_language(language)}.json"
    content = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if form != "public":
        note_export(services.engine, "receipt", asked.book_id, of=asked.name.zh)
    if form == "page":
        return checking_page(services, connection, someone.visitor, Given(asked, name, content))
    return attachment(content, name, "application/json")


def attachment(content: str, name: str, media_type: str) -> Response:
    """A text as a file to be kept."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def checking_page(
    services: Services,
    connection: Connection,
    visitor: Visitor,
    given: Given | None = None,
) -> HTMLResponse:
    """The page that checks receipts in the browser, with one that it begins with, or none."""
    values: dict[str, object] = {
        "given": given,
        "keys": named_keys(services, connection),
        "scripts": SCRIPTS,
    }
    return page(visitor, "check_receipt.html", values=values)


@dataclass(frozen=True)
class NamedKeys:
    """The public keys as this ledger names them."""

    log: tuple[str, ...]
    witnesses: tuple[str, ...]


def named_keys(services: Services, connection: Connection) -> NamedKeys:
    """The public keys of the log and of the witnesses in office; none where they cannot be read."""
    try:
        log = tuple(map(str, public_keys(services.settings.signing_key_file)))
    except SystemFailed:
        # The pages may run where the key is not, or may not be read: people bring it along.
        log = ()
    return NamedKeys(log, tuple(one.public_key for one in witnesses(connection)))
