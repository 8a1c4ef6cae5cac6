"""Somebody who looks at pages of the application, and what the database reads for them."""

import threading
import time
from typing import Any

import requests
from sqlalchemy import Engine, event


class PagesRead:
    """How many pages of the database an engine's connections have read, from memory or disk."""

    def __init__(self, engine: Engine) -> None:
        self.total = 0
        self.before: dict[object, int] = {}
        self.given_back = threading.Condition()
        event.listen(engine, "checkout", lambda held, *_: self.take(held))
        event.listen(engine, "checkin", lambda held, *_: self.give_back(held))

    def take(self, held: Any) -> None:  # noqa: ANN401  (a connection of psycopg2)
        """Remembers the count of a connection that is taken."""
        with self.given_back:
            self.before[held] = self.count(held)

    def give_back(self, held: Any) -> None:  # noqa: ANN401  (a connection of psycopg2)
        """Adds what a connection has read since it was taken."""
        with self.given_back:
            self.total += self.count(held) - self.before.pop(held)
            self.given_back.notify_all()

    def so_far(self) -> int:
        """The sum, once all connections were given back: an answer may come before."""
        with self.given_back:
            self.given_back.wait_for(lambda: not self.before)
            return self.total

    @staticmethod
    def count(held: Any) -> int:  # noqa: ANN401  (a connection of psycopg2)
        """The server's own count for a connection."""
        cursor = held.cursor()
        cursor.execute("SELECT pg_stat_force_next_flush()")
        held.commit()
        cursor.execute("SELECT sum(hits + reads) FROM pg_stat_get_backend_io(pg_backend_pid())")
        count = int(cursor.fetchone()[0])
        held.commit()
        return count


class Reader:
    """Somebody who looks at the pages over an engine, and what that costs."""

    def __init__(self, address: str, token: str, read: PagesRead) -> None:
        self.address, self.read = address, read
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.cookies.set("mingzhang", token)

    def look(self, path: str) -> tuple[float, int]:
        """A page: its milliseconds, and the pages of the database that were read for it."""
        before, began = self.read.so_far(), time.monotonic()
        answer = self.session.get(self.address + path, timeout=120)
        took = time.monotonic() - began
        assert answer.status_code == requests.codes.ok, (path, answer.status_code)
        assert "/sign-in" not in answer.url, path
        return took * 1000, self.read.so_far() - before
