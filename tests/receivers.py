"""Receivers that alerts are really sent to: an SMTP server and an HTTP server, each in a thread."""

import contextlib
import queue
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller

#: How long a test waits for a message before it fails, in seconds.
PATIENCE = 60.0


class Mailbox:
    """An SMTP server that keeps what it is given; with a context, one that speaks TLS only."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.messages: queue.Queue[Message] = queue.Queue()
        self.scheme = "smtp" if context is None else "smtps"
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            ready_timeout=PATIENCE,
            ssl_context=context,
        )

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Called by aiosmtpd with a whole message."""
        self.messages.put(BytesParser().parsebytes(envelope.content))
        return "250 OK"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.controller.port}"


def free_port() -> int:
    """A port that nothing listens on; aiosmtpd cannot choose one itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def mailbox(context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """An SMTP server for the time of a test."""
    box = Mailbox(context)
    box.controller.start()
    try:
        yield box
    finally:
        box.controller.stop()


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


class Hook:
    """An HTTP server that answers every POST with `status`, once `open` lets it."""

    def __init__(self) -> None:
        self.received: queue.Queue[Received] = queue.Queue()
        self.status = 204
        self.problem = b""
        self.open = Event()
        self.open.set()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            """Keeps what is posted."""

            def do_POST(self) -> None:
                """Takes a webhook."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.received.put(Received(self.path, dict(self.headers), body))
                hook.open.wait(PATIENCE)
                self.send_response(hook.status)
                if hook.problem:
                    self.send_header("Content-Type", "application/problem+json")
                if 300 <= hook.status < 400:
                    self.send_header("Location", hook.url)
                self.send_header("Content-Length", str(len(hook.problem)))
                self.end_headers()
                # Who posted need not read all of it.
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(hook.problem)

            def log_message(self, *_: object) -> None:
                """Keeps silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/alerts"


@contextmanager
def hook() -> Iterator[Hook]:
    """An HTTP server for the time of a test."""
    receiver = Hook()
    thread = Thread(target=receiver.server.serve_forever)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.open.set()
        receiver.server.shutdown()
        thread.join()
        receiver.server.server_close()
