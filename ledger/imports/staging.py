"""Staging tables live in the session and the transaction; rows reach them by COPY only."""

from sqlalchemy import Connection, text

from ledger.copying import copy_in
from ledger.imports.catalogue import SHEETS
from ledger.imports.columns import Sheet
from ledger.imports.converting import Slice

#: Memory for the sorts and hashes of one import; a session setting, gone with the transaction.
WORK_MEM = "256MB"


def create_staging_tables(connection: Connection) -> None:
    """An empty staging table for every sheet and group, and those that collect what is wrong."""
    tables = {name: columns for sheet in SHEETS for name, columns in sheet.staging_tables.items()}
    tables["staged_problem"] = [
        ("sheet_number", "smallint"),
        ("row_number", "integer"),
        ("column_key", "text"),
        ("code", "text"),
        ("details", "jsonb"),
    ]
    # Sheets with rows that could not be staged: what they would have registered is unknown.
    tables["staged_faulty"] = [("sheet", "text")]
    settings = f"SET LOCAL work_mem = '{WORK_MEM}'; SET LOCAL client_min_messages = warning; "
    # What goes into the vault when all is right.
    tables["staged_number"] = [("kind", "text"), ("hashed", "bytea"), ("sealed", "bytea")]
    connection.execute(
        text(settings + "; ".join(temporary_table(*table) for table in tables.items()))
    )


def temporary_table(name: str, columns: list[tuple[str, str]]) -> str:
    """A temporary table that the posting functions, which run as their owner, may use too."""
    listed = ", ".join(f'"{column}" {type_}' for column, type_ in columns)
    return f"CREATE TEMPORARY TABLE {name} ({listed}) ON COMMIT DROP; GRANT ALL ON {name} TO PUBLIC"


def copy_slice(connection: Connection, sheet: Sheet, part: Slice) -> None:
    """COPY of a slice's rows and groups into the sheet's staging tables."""
    tables = sheet.staging_tables
    name = f"staged_{sheet.key}"
    copy(connection, name, tables[name], part.lines)
    for group, lines in part.groups.items():
        copy(connection, f"{name}_{group}", tables[f"{name}_{group}"], lines)


class Blocks:
    """Blocks of lines as the file object that COPY reads; they need not be joined first."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.blocks = iter(blocks)
        self.rest = b""

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        while not self.rest:
            block = next(self.blocks, None)
            if block is None:
                return b""
            self.rest = block
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def copy(
    connection: Connection, table: str, columns: list[tuple[str, str]], lines: list[bytes]
) -> None:
    """COPY FROM STDIN in the text format."""
    copy_in(connection, table, [name for name, _ in columns], Blocks(lines))
