"""The pages over a ledger with one small story in it, served on a real port of this machine."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import requests
import uvicorn
from accounts import PASSWORD, keep_door_key
from builders import import_rows
from conftest import administer, copy_of
from persons import SECOND, TESTER
from site_story import STORY
from sqlalchemy import Engine, text

from ledger.database import open_engine
from ledger.personal import Protector
from ledger.settings import Provider, Settings
from web.application import create_application
from web.services import Services
from web.serving import open_socket

HOST = "127.0.0.1"


@dataclass
class Site:
    """The pages, where they are served, and the ledger behind them."""

    url: str
    engine: Engine
    password: str
    services: Services

    def visitor(self) -> requests.Session:
        """Somebody who has not signed in, and wants Chinese."""
        session = requests.Session()
        session.headers["Accept-Language"] = "zh-CN"
        session.trust_env = False
        return session

    def signed_in(self, login: str = TESTER) -> requests.Session:
        """Somebody who has."""
        session = self.visitor()
        answer = self.post(session, "/sign-in", "/sign-in", login=login, password=self.password)
        assert answer.status_code == 200, answer.text
        return session

    def post(
        self, session: requests.Session, page: str, to: str, **fields: str
    ) -> requests.Response:
        """Posts a form of a page, with the token that it carries."""
        token = form_token(session.get(self.url + page, timeout=30).text)
        return session.post(self.url + to, {"form_token": token} | fields, timeout=120)

    def reviewed_and_posted(self, draft: str) -> requests.Response:
        """Has another person review a draft, of this address, and post it; its page then."""
        other = self.signed_in(SECOND)
        page = draft.removeprefix(self.url)
        self.post(other, page, page + "/review")
        return self.post(other, page, page + "/post")

    def check(self, session: requests.Session, division: str) -> requests.Response:
        """Has a book checked, and gives the page that shows how it went."""
        book = f"/books/{self.book_id(division)}"
        begun = self.post(session, book, book + "/checks")
        number = int(begun.url.rsplit("/", 1)[1])
        check = self.services.checks.find(number)
        assert check is not None
        check.process.wait(300)
        return session.get(begun.url)

    def book_id(self, division: str) -> int:
        """The book of a division."""
        with self.engine.connect() as connection:
            found = connection.execute(
                text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": division}
            ).scalar_one()
        return int(found)

    def first(self, table: str, division: str) -> int:
        """The first row of a table in a division's book."""
        with self.engine.connect() as connection:
            found = connection.execute(
                text(f"SELECT min(log_position) FROM ledger.{table} WHERE book_id = :book_id"),
                {"book_id": self.book_id(division)},
            ).scalar_one()
        return int(found)


def form_token(page: str) -> str:
    """The token that the forms of a page carry."""
    return page.split('name="form_token" value="', 1)[1].split('"', 1)[0]


def shown(session: requests.Session, url: str) -> str:
    """A page that is there."""
    answer = session.get(url, timeout=60)
    assert answer.status_code == 200, url
    return answer.text


def words_of(page: str) -> str:
    """What a person reads on a page."""
    body = page.split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


@contextmanager
def served(
    engine: Engine,
    protector: Protector,
    data_dir: Path,
    base_url: str | None = None,
    provider: Provider | None = None,
) -> Iterator[tuple[str, Services]]:
    """The pages over a ledger, while the caller needs them: their address, and what they use.

    Args:
        engine: to the ledger.
        protector: of its personal numbers.
        data_dir: where uploads are kept; its folder rules is that of auditors' own.
        base_url: where people believe them to be, if that is elsewhere.
        provider: by which people may sign in.
    """
    opened = open_socket(HOST, 0)
    # Whoever connects before the server has started waits in the queue.
    opened.listen(socket.SOMAXCONN)
    url = f"http://{HOST}:{opened.getsockname()[1]}"
    keep_door_key(data_dir)
    settings = Settings(
        database_url=None,
        data_dir=data_dir,
        host=HOST,
        port=opened.getsockname()[1],
        smtp_url=None,
        mail_from="mingzhang@localhost",
        base_url=base_url or url,
        provider=provider,
        rules_dir=data_dir / "rules",
    )
    app = create_application(engine, settings, protector)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    try:
        yield url, app.state.services
    finally:
        server.should_exit = True
        thread.join()
        opened.close()


@contextmanager
def story_site(
    server_url: str, template: str, name: str, protector: Protector, data_dir: Path
) -> Iterator[Site]:
    """The pages over a database of this name with the story in it, which ends with them."""
    url = copy_of(server_url, template, name)
    engine = open_engine(url)
    with engine.begin() as connection:
        outcome = import_rows(connection, protector, [(each.sheet, each.cells) for each in STORY])
        assert outcome.problems == []
    with served(engine, protector, data_dir) as (url, services):
        yield Site(url, engine, PASSWORD, services)
    engine.dispose()
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
