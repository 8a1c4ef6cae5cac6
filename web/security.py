"""What every answer carries so that a browser refuses what we never send, and how much we read."""

import re

from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
UPLOAD_PATH = "/imports"
ATTACHMENTS_PATH = re.compile(r"/books/[0-9]+/vouchers/[0-9]+/attachments")
#: How many attachments of the largest size go into one request.
LARGE_ATTACHMENTS = 5
#: A CSV of 300 MiB with room to spare; other forms are a few words.
LARGEST_UPLOAD = 1 << 30
LARGEST_FORM = 1 << 16


class Security:
    """Adds the headers to every answer and stops reading what is too large."""

    def __init__(self, app: ASGIApp, *, https: bool, attachment_limit: int) -> None:
        self.app = app
        self.largest_papers = LARGE_ATTACHMENTS * attachment_limit + LARGEST_FORM
        self.headers = dict(HEADERS)
        if https:
            self.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.limit_of(scope["path"])
        # Pages show personal data and balances: no cache keeps them. Our own files may be kept,
        # but are asked after.
        caching = "no-cache" if scope["path"].startswith("/static/") else "no-store"
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = caching
                for name, value in self.headers.items():
                    # A file that is given out asks for more than a page.
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive_some, send_guarded)

    def limit_of(self, path: str) -> int:
        """How much of a request to a path is read, in bytes."""
        if path == UPLOAD_PATH:
            return LARGEST_UPLOAD
        return self.largest_papers if ATTACHMENTS_PATH.fullmatch(path) else LARGEST_FORM
