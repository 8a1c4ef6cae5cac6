"""Serves the pages with the settings of the environment, until told to stop."""

import ipaddress
import logging
import logging.handlers
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

import uvicorn

from ledger.data_keys import load_protector
from ledger.database import check_reachable, open_engine
from ledger.errors import SystemFailed
from ledger.language import Text
from ledger.migrating import check_migrated
from ledger.private_folders import clear_abandoned
from ledger.server import resolve_url
from ledger.settings import Settings, read_settings
from web.application import create_application

#: What is being answered when we are told to stop may take as long, in seconds.
STOPPING = 5
LOG_BYTES = 5_000_000


def open_socket(host: str, port: int) -> socket.socket:
    """A socket bound to where the pages are to be served.

    Raises:
        SystemFailed: the port is taken, or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        opened = socket.socket(family, kind, protocol)
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(address)
        except OSError:
            opened.close()
            raise
    except OSError as error:
        raise SystemFailed(
            f"{host}:{port} 不能用（{error.strerror}），可能已被别的程序占用；"
            "请用 MINGZHANG_PORT 另设端口。",
            f"{host}:{port} cannot be used ({error.strerror}); another program may have it. "
            "MINGZHANG_PORT sets another port.",
        ) from error
    return opened


def check_port_is_free(settings: Settings) -> None:
    """Says beforehand that the pages could not be served.

    Raises:
        SystemFailed: the port is taken, or the address is not this machine's.
    """
    open_socket(settings.host, settings.port).close()


def in_clear(settings: Settings) -> Text | None:
    """What to warn of where pages go to other machines without TLS; None where they do not."""
    try:
        alone = ipaddress.ip_address(settings.host).is_loopback
    except ValueError:
        alone = settings.host == "localhost"
    if alone or settings.base_url.startswith("https://"):
        return None
    return Text(
        f"警告：网页对别的机器开放（MINGZHANG_HOST={settings.host}），但 MINGZHANG_BASE_URL 不是 "
        "https://：密码、会话和账目会以明文经过网络。请在前面放 TLS 反向代理，设 "
        "MINGZHANG_BASE_URL=https://…；只在本机用就不要设 MINGZHANG_HOST。",
        f"Warning: other machines reach the pages (MINGZHANG_HOST={settings.host}), but "
        "MINGZHANG_BASE_URL is not https://: passwords, sessions and the ledger cross the network "
        "in clear. Put a proxy with TLS before them and set MINGZHANG_BASE_URL=https://...; "
        "for this machine alone leave MINGZHANG_HOST unset.",
    )


def serve(settings: Settings) -> None:
    """Serves the pages until SIGTERM or SIGINT.

    Raises:
        SystemFailed: the port is taken, or the database cannot be used.
    """
    opened = open_socket(settings.host, settings.port)
    url = resolve_url(settings)
    check_reachable(url)
    check_migrated(url)
    engine = open_engine(url)
    keep_log(settings.data_dir / "logs")
    clear_abandoned(settings.drafts_folder)
    app = create_application(engine, settings, load_protector(engine, settings.master_key_file))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOPPING,
        )
    )
    try:
        server.run(sockets=[opened])
    finally:
        engine.dispose()
        opened.close()


def keep_log(folder: Path) -> None:
    """Writes what fails into a file that does not grow for ever, for this program's user only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.handlers.RotatingFileHandler(
        folder / "web.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(
        # With the offset from UTC, so that it can be laid beside other machines' logs.
        logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
    )
    logging.getLogger("mingzhang.web").addHandler(handler)
    logging.getLogger("uvicorn.error").addHandler(handler)


def leave(_signal: int, _frame: FrameType | None) -> None:
    """Ends the process as asked."""
    sys.exit(0)


def main() -> None:
    """Serves; being told to stop is no failure."""
    # uvicorn finishes what it is answering, then hands the signal on to these.
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    serve(read_settings())
