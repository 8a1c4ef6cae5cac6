"""Import by upload: a file is checked, its errors shown in place, then handed in for review."""

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse, RedirectResponse
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from ledger.books import books
from ledger.errors import DataProblem, Refused, WrongUse
from ledger.exports import note_export
from ledger.import_batches import imported
from ledger.imports.drafting import draft_path
from ledger.imports.files import open_path
from ledger.imports.importing import import_path
from ledger.imports.marking import write_marked
from ledger.imports.outcomes import Request as ImportRequest
from ledger.imports.probing import check_bearable
from ledger.imports.repeated_problems import together
from ledger.imports.template import write_template
from web.powers import holding
from web.rendering import page
from web.services import Office, Services
from web.uploads import Upload
from web.visitors import OWN_BUTTON, SignedIn, Viewer, ViewerForm, field

router = APIRouter(dependencies=[holding("draft")])

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Problems shown on the page; the marked workbook has all of them.
SHOWN = 300


def upload_page(
    services: Services,
    someone: Viewer,
    refusal: DataProblem | WrongUse | None = None,
    draft_id: int | None = None,
) -> Response:
    """The form to upload with, and what was imported lately."""
    with services.engine.connect() as connection:
        values: dict[str, object] = {
            "books": books(connection),
            "own": someone.user.division_id,
            "imported": imported(connection),
            "refusal": refusal,
            "draft_id": draft_id,
        }
    return page(someone.visitor, "imports.html", status=400 if refusal else 200, values=values)


@router.get("/imports")
def show_imports(
    services: Office, someone: SignedIn, draft: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """Shows the form; for the file of a draft that is to be replaced, where one is named."""
    return upload_page(services, someone, draft_id=draft)


@router.get("/imports/template")
def download_template(someone: SignedIn) -> Response:
    """Sends the empty workbook."""
    folder = tempfile.TemporaryDirectory(prefix="mingzhang-")
    path = Path(folder.name) / "template.xlsx"
    write_template(path)
    name = "明账导入模板.xlsx" if someone.visitor.language == "zh" else "mingzhang-template.xlsx"
    return FileResponse(
        path, 200, media_type=WORKBOOK, filename=name, background=BackgroundTask(folder.cleanup)
    )


@router.post("/imports")
def post_upload(services: Office, someone: SignedIn, form: ViewerForm) -> Response:
    """Takes a file and checks it; nothing is posted yet."""
    upload = None
    try:
        upload = receive(services, someone, form)
        with services.uploads.one_at_a_time:
            path = services.uploads.file_of(upload)
            check_bearable(path)
            upload.sha256 = open_path(path).sha256
            request = ImportRequest(dry_run=True, book=upload.book)
            upload.take(import_path(services.engine, services.protector, path, request))
    except (DataProblem, WrongUse) as refusal:
        if upload is not None:
            services.uploads.throw_away(upload)
        if isinstance(refusal, Refused):
            raise
        return upload_page(services, someone, refusal, upload.draft_id if upload else None)
    services.uploads.keep(upload)
    return RedirectResponse(f"/imports/{upload.token}", 303)


def receive(services: Services, someone: Viewer, form: FormData) -> Upload:
    """Keeps the file that the form brought.

    Raises:
        WrongUse: it brought none.
    """
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise WrongUse("请选择要导入的文件。", "Choose the file to import.")
    draft = field(form, "draft")
    received = services.uploads.receive(
        someone.user.login, file.filename or "", field(form, "book") or None, file.file
    )
    received.draft_id = int(draft) if draft.isascii() and draft.isdecimal() else None
    return received


def find_upload(services: Services, someone: Viewer, token: str) -> Upload:
    """An upload of the viewer's own.

    Raises:
        HTTPException: there is none.
    """
    upload = services.uploads.find(token, someone.user.login)
    if upload is None:
        raise HTTPException(404)
    return upload


@router.get("/imports/{token}")
def show_upload(services: Office, someone: SignedIn, token: str) -> Response:
    """Shows what the check of an upload found, or what was posted."""
    upload = find_upload(services, someone, token)
    problems = together(upload.problems)
    values: dict[str, object] = {
        "upload": upload,
        "problems": problems[:SHOWN],
        "problems_left_out": len(problems) - SHOWN,
    }
    return page(someone.visitor, "import.html", values=values)


@router.post("/imports/{token}/draft", dependencies=[OWN_BUTTON])
def post_import(services: Office, someone: SignedIn, token: str) -> Response:
    """Hands an upload that was checked in for review; it is checked once more."""
    with services.uploads.one_at_a_time:
        upload = find_upload(services, someone, token)
        path = services.uploads.file_of(upload)
        if path.exists():
            outcome = draft_path(
                services.engine,
                services.protector,
                path,
                ImportRequest(book=upload.book),
                draft_id=upload.draft_id,
            )
            upload.take(outcome)
            services.uploads.keep(upload)
    if upload.drafted:
        return RedirectResponse(f"/drafts/{upload.draft_id}", 303)
    return RedirectResponse(f"/imports/{token}", 303)


@router.get("/imports/{token}/marked")
def download_marked(services: Office, someone: SignedIn, token: str) -> Response:
    """Sends the user's own file back with its errors marked."""
    upload = find_upload(services, someone, token)
    path, marked = services.uploads.file_of(upload), services.uploads.marked_file_of(upload)
    if not upload.problems or not path.exists():
        raise HTTPException(404)
    with services.uploads.one_at_a_time:
        if not marked.exists():
            write_marked(path, upload.problems, marked)
    note_export(services.engine, "marked_workbook", None, sha256=upload.sha256)
    stem = Path(upload.file_name).stem
    return FileResponse(marked, media_type=WORKBOOK, filename=f"{stem}-标注.xlsx")
