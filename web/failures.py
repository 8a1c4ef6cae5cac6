"""What a visitor sees when something is not there, not theirs, or broken: words, never a trace."""

import logging
import secrets
import traceback
from collections.abc import Sequence
from dataclasses import replace

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ledger.errors import MingzhangError, Refused, WrongUse
from ledger.language import Text
from ledger.refusals import refusal_of
from web.addresses import NotOnRecord
from web.rendering import page
from web.security import ATTACHMENTS_PATH
from web.services import services_of
from web.visitors import Visitor, language_of, visitor

log = logging.getLogger("mingzhang.web")

TOO_LARGE = 413
#: The promise that a person reads and writes only what is theirs.
NOT_THEIRS = 11
TITLES = {
    403: Text("不能这样做", "This is not allowed"),
    404: Text("没有这一页", "There is no such page"),
    405: Text("没有这一页", "There is no such page"),
    413: Text("文件太大", "The file is too large"),
    500: Text("系统出错", "Something failed"),
}
ADVICE = {
    403: Text(
        "表单已过期，或不是从本系统的页面提交的。请返回重新打开页面再试。",
        "The form has expired or did not come from a page of ours. Go back, open the page again "
        "and retry.",
    ),
    404: Text(
        "网址可能写错了，要找的内容不在账上，或不在您的权限之内。",
        "The address may be wrong, or what you look for is not on record or not within your "
        "rights.",
    ),
    400: Text(
        "请求不完整，或一次的文件太多。请返回，重新打开页面再试。",
        "The request is incomplete, or holds too many files at once. Go back, open the page again "
        "and retry.",
    ),
    413: Text(
        "一次最多上传 1 GiB；请分成几个文件导入，或在服务器上用 mingzhang import。",
        "At most 1 GiB can be uploaded at once; split it, or use `mingzhang import` on the server.",
    ),
    500: Text(
        "什么也没有写入。请把下面的编号告诉系统管理员，日志里有详情。",
        "Nothing was written. Tell the operator the number below; the log has the details.",
    ),
}
TOO_MANY_PAPERS = Text(
    "一次上传的附件合计太大；请分几次上传，或把扫描件压缩。",
    "The attachments are too large together: hand them in a few at a time, or scan them smaller.",
)
OTHER_TITLE = Text("请求有误", "The request cannot be understood")


def somebody(request: Request) -> Visitor:
    """Whoever is signed in, so that they find their way on; a stranger where nobody is."""
    try:
        found = visitor(request, services_of(request))
    except SQLAlchemyError:
        return stranger(request)
    if found.user is None:
        return stranger(request)
    # What failed is no page to come back to.
    return replace(found, path="")


def stranger(request: Request) -> Visitor:
    """The visitor of a page that needs to know nobody: an error may be about knowing them."""
    return Visitor(None, language_of(request), "yuan", "", "/")


def failure_page(
    viewer: Visitor, status: int, words: Text | None = None, number: str | None = None
) -> Response:
    """The page that says what is wrong."""
    values: dict[str, object] = {
        "title": TITLES.get(status, OTHER_TITLE),
        "advice": words or ADVICE.get(status, ADVICE[404]),
        "status": status,
        "number": number,
    }
    return page(viewer, "failure.html", status=status, values=values)


def add_failure_pages(app: FastAPI) -> None:
    """Registers what is shown for each kind of failure that handlers raise on purpose."""

    def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101  (registered for these only)
        words = None
        if error.status_code == TOO_LARGE and ATTACHMENTS_PATH.fullmatch(request.url.path):
            words = TOO_MANY_PAPERS
        return failure_page(somebody(request), error.status_code, words)

    def on_bad_address(request: Request, _: Exception) -> Response:
        return failure_page(somebody(request), 404)

    def on_known_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, MingzhangError)  # noqa: S101  (registered for these only)
        status = 400 if isinstance(error, Refused | WrongUse) else 500
        if isinstance(error, NotOnRecord):
            status = 404
        elif isinstance(error, Refused) and error.promise == NOT_THEIRS:
            status = 403
        return failure_page(somebody(request), status, error.text)

    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_bad_address)
    app.add_exception_handler(MingzhangError, on_known_error)


class UnexpectedFailures:
    """Catches what nobody raised on purpose: a line and a number in the log, a page in words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        begun = False

        async def send_noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:  # noqa: BLE001  (the last door before the visitor)
            refusal = refusal_of(error) if isinstance(error, DBAPIError) else None
            if refusal is not None and not begun:
                status = 403 if refusal.promise == NOT_THEIRS else 400
                answer = failure_page(stranger(Request(scope)), status, refusal.text)
                await answer(scope, receive, send)
                return
            number = secrets.token_hex(4)
            # Not log.exception: it would write the values that the error tells of.
            # The path with its line ends escaped: it must not add lines of its own to the log.
            log.error(  # noqa: TRY400
                "%s %s %r\n%s", number, scope.get("method"), scope["path"], trace(error)
            )
            if not begun and scope["type"] == "http":
                response = failure_page(stranger(Request(scope)), 500, number=number)
                await response(scope, receive, send)


def trace(error: BaseException) -> str:
    """Where an error came from, without the values in it: they may be personal numbers."""
    said = type(error).__name__
    if isinstance(error, DBAPIError):
        first_line = str(error.orig).strip().splitlines()[0]
        # The server repeats what it was sent; of that no character may steer a terminal.
        said += ": " + "".join(each if each.isprintable() else ascii(each) for each in first_line)
    frames: Sequence[str] = traceback.format_tb(error.__traceback__)
    return "".join(frames) + said
