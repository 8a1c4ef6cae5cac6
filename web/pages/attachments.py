"""The papers of a voucher: listed, handed in, and given out as files that no browser opens."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from ledger.attachment_refusals import FileRefused
from ledger.attachment_stores import BLOCK_BYTES, Copy, checked_content
from ledger.attachments import HandedIn, attach, papers_of
from ledger.exports import note_export
from ledger.language import Text
from ledger.settings import MEBIBYTE, Settings
from ledger.voucher_numbers import voucher_label
from web.addresses import BookNumber, Position
from web.pages.books import find_book
from web.rendering import page
from web.security import LARGE_ATTACHMENTS
from web.services import Office, Reader, Services
from web.visitors import FILES_AT_ONCE, SignedIn, Viewer, ViewerFiles

router = APIRouter()

ADDRESS = "/books/{book_id}/vouchers/{voucher_id}/attachments"
#: A file is data to whoever gets it from us: it is saved, never shown inside a page of ours.
AS_DATA = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def attachments_of(
    connection: Connection, settings: Settings, book_id: int, voucher_id: int
) -> dict[str, object]:
    """What `_attachments.html` shows of a voucher, on whichever page it stands."""
    return {
        "papers": papers_of(connection, book_id, voucher_id),
        "papers_at": ADDRESS.format(book_id=book_id, voucher_id=voucher_id),
        "paper_limit": settings.attachment_limit // MEBIBYTE,
        "papers_at_once": FILES_AT_ONCE,
        "papers_together": LARGE_ATTACHMENTS * settings.attachment_limit // MEBIBYTE,
    }


def attachments_page(
    services: Services,
    someone: Viewer,
    book_id: int,
    voucher_id: int,
    refused: list[tuple[str, Text]] | None = None,
) -> Response:
    """The papers of a voucher, and what was not taken just now."""
    with services.engine.connect() as connection:
        values: dict[str, object] = {
            "book": find_book(connection, book_id),
            "voucher": known_voucher(connection, book_id, voucher_id),
            "refused": refused or [],
            **attachments_of(connection, services.settings, book_id, voucher_id),
        }
    status = 400 if refused else 200
    return page(someone.visitor, "attachments.html", status=status, values=values)


def known_voucher(connection: Connection, book_id: int, voucher_id: int) -> str:
    """What people call the voucher.

    Raises:
        HTTPException: the book has none like that.
    """
    voucher = voucher_label(connection, book_id, voucher_id)
    if voucher is None:
        raise HTTPException(404)
    return voucher


@router.get(ADDRESS)
def show_attachments(
    services: Office, someone: SignedIn, book_id: BookNumber, voucher_id: Position
) -> Response:
    """Shows the papers of a voucher."""
    return attachments_page(services, someone, book_id, voucher_id)


@router.post(ADDRESS)
def hand_in(
    services: Office,
    someone: SignedIn,
    form: ViewerFiles,
    book_id: BookNumber,
    voucher_id: Position,
) -> Response:
    """Takes files, each by itself: what is refused is told, and keeps no other from being taken."""
    with services.engine.connect() as connection:
        find_book(connection, book_id, "attach")
        known_voucher(connection, book_id, voucher_id)
    refused: list[tuple[str, Text]] = []
    for name, file in files_of(form):
        handed_in = HandedIn(name, file.file, services.settings.attachment_limit)
        try:
            attach(
                services.engine,
                services.attachments,
                book_id,
                voucher_id,
                handed_in,
            )
        except FileRefused as refusal:
            refused.append((name, refusal.text))
    if refused:
        return attachments_page(services, someone, book_id, voucher_id, refused)
    return RedirectResponse(ADDRESS.format(book_id=book_id, voucher_id=voucher_id), 303)


def files_of(form: FormData) -> Iterator[tuple[str, UploadFile]]:
    """The files of the form with their names; a form without any has one without a name."""
    for file in form.getlist("file"):
        if isinstance(file, UploadFile):
            yield file.filename or "", file


def named_paper(
    connection: Reader, book_id: BookNumber, voucher_id: Position, attachment_id: Position
) -> tuple[str, str]:
    """The hash and the name of a paper of this voucher that was handed in.

    Raises:
        HTTPException: the voucher has none like that.
    """
    find_book(connection, book_id)
    for paper in papers_of(connection, book_id, voucher_id):
        if paper.attachment_id == attachment_id and paper.file_name is not None:
            return paper.sha256, paper.file_name
    raise HTTPException(404)


@router.get(ADDRESS + "/{attachment_id}")
def download(
    services: Office,
    _: SignedIn,
    book_id: BookNumber,
    paper: Annotated[tuple[str, str], Depends(named_paper)],
) -> Response:
    """Sends a paper to be saved; it was compared with its hash before the first byte goes out."""
    sha256, name = paper
    kept = ExitStack()
    copy = kept.enter_context(checked_content(services.attachments, sha256))
    note_export(services.engine, "attachment", book_id, sha256=sha256)
    headers = AS_DATA | {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Length": str(copy.size),
    }
    return StreamingResponse(
        blocks(copy, kept), media_type="application/octet-stream", headers=headers
    )


def blocks(copy: Copy, kept: ExitStack) -> Iterator[bytes]:
    """A content, block by block; then it is let go."""
    with kept:
        while block := copy.file.read(BLOCK_BYTES):
            yield block
