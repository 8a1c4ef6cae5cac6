"""The one place that speaks psycopg2: scripts of several statements, and COPY."""

from typing import Protocol

from sqlalchemy import Connection

COPY_BYTES = 1 << 20


class Readable(Protocol):
    """What COPY reads from."""

    def read(self, size: int, /) -> str | bytes:
        """The next characters or bytes, at most `size`; none at the end."""
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
