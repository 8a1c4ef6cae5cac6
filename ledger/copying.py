"""The one place that speaks psycopg2: scripts of several statements, and COPY."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Connection

COPY_BYTES = 1 << 20


class Readable(Protocol):
    """What COPY reads from."""

    def read(self, size: int, /) -> str | bytes:
        """The next characters or bytes, at most `size`; none at the end."""
        ...


class Writable(Protocol):
    """What COPY writes to, a row at a time."""

    @property
    def write(self) -> Callable[[bytes], object]:
        """Takes a row, with the newline that ends it."""
        ...


def run_script(connection: Connection, script: str) -> None:
    """Runs a script of several statements as it is: a % in it means nothing."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(script)
    finally:
        cursor.close()


def copy_in(
    connection: Connection, table: str, columns: list[str], source: Readable, options: str = ""
) -> None:
    """COPY FROM STDIN into some columns of a table."""
    listed = ", ".join(f'"{column}"' for column in columns)
    statement = f"COPY {table} ({listed}) FROM STDIN {options}"
    cursor = connection.connection.cursor()
    try:
        cursor.copy_expert(statement, source, size=COPY_BYTES)
    finally:
        cursor.close()


def copy_out(connection: Connection, query: str, target: Writable) -> int:
    """COPY TO STDOUT of what a query finds, as text; returns how many rows that were."""
    cursor = connection.connection.cursor()
    try:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT (ENCODING 'UTF8')", target, size=COPY_BYTES)
        return int(cursor.rowcount)
    finally:
        cursor.close()
