"""Staging tables live in the session and the transaction; rows reach them by COPY only."""

import json

from sqlalchemy import Connection, text

from ledger.copying import copy_in
from ledger.imports.catalogue import POSTING, SHEETS
from ledger.imports.columns import Sheet
from ledger.imports.converting import Slice

#: Memory for the sorts and hashes of one import; a session setting, gone with the transaction.
WORK_MEM = "256MB"


#: The sheets that the posting of a sheet looks into, though it posts nothing of them.
LOOKED_INTO = {"contracts": {"opening_balances"}}


def needed(keys: set[str]) -> list[Sheet]:
    """The sheets whose staging tables the posting of some sheets reads, in their order."""
    together = (set(keys_read) for _, keys_read in POSTING if keys & set(keys_read))
    read = keys.union(*together, *(LOOKED_INTO.get(key, set()) for key in keys))
    return [sheet for sheet in SHEETS if sheet.key in read]


def begin(
    connection: Connection,
    name: str,
    sha256: str,
    sheets: list[Sheet],
    *,
    draft_id: int | None,
    partial: bool,
) -> None:
    """Has the database prepare an import: an empty staging table for each sheet and group.

    Args:
        connection: whose transaction it is.
        name: of the file.
        sha256: of its content.
        sheets: those that are staged, and those that are read with them.
        draft_id: the reviewed draft that is posted; None for a trial, which cannot be committed.
        partial: whether the file holds only part of what happened.
    """
    tables = {name: columns for sheet in sheets for name, columns in sheet.staging_tables.items()}
    connection.execute(
        text(f"SET LOCAL work_mem = '{WORK_MEM}'; SET LOCAL client_min_messages = warning")
    )
    connection.execute(
        text("SELECT ledger.begin_import(:draft, :name, :sha256, :partial, CAST(:t AS jsonb))"),
        {
            "draft": draft_id,
            "name": name,
            "sha256": sha256,
            "partial": partial,
            "t": json.dumps(tables),
        },
    )


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
