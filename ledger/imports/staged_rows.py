"""Rows as the check of a large draft's reviewer staged them, kept with it, encrypted by pieces.

Whoever posts the draft has them staged again and reads no file: the fingerprint that the database
computes says whether they are the rows that were reviewed. The content stays what counts: where
these rows are missing, or do not come to the fingerprint, it is read anew.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, text

from ledger.data_keys import hold_keys
from ledger.imports.catalogue import SHEETS, sheet
from ledger.imports.columns import Sheet
from ledger.imports.converting import Slice
from ledger.imports.packing import packed, unpacked
from ledger.personal import Protector, version_of
from ledger.private_folders import private_folder

#: The tables and columns that rows are staged in: what another version of us staged does not fit.
LAYOUT = hashlib.sha256(json.dumps([each.staging_tables for each in SHEETS]).encode()).digest()
#: A piece is of so many bytes of lines, or a block more.
PIECE_BYTES = 1 << 20


class ContentCounts(Exception):
    """The staged rows that were kept do not do: the draft's content has to be read."""


class StagedRows:
    """The rows of one draft's check, encrypted into a file as they are staged."""

    def __init__(self, draft_id: int, file: BinaryIO) -> None:
        self.draft_id = draft_id
        self.file = file
        self.protector: Protector | None = None
        #: What each piece is called, and how long it is.
        self.pieces: list[tuple[str, int]] = []
        self.slices = 0

    def begin(self, protector: Protector) -> None:
        """Forgets what an earlier attempt staged; the next is sealed with these keys."""
        self.protector = protector
        self.file.seek(0)
        self.file.truncate()
        self.pieces.clear()
        self.slices = 0

    def add(self, of_sheet: Sheet, part: Slice) -> None:
        """Takes in a slice that was staged: its groups first, then its rows."""
        for group, lines in part.groups.items():
            self.write(f"{self.slices} {of_sheet.key} {group}", lines)
        self.write(f"{self.slices} {of_sheet.key}", part.lines)
        self.slices += 1

    def write(self, name: str, lines: list[bytes]) -> None:
        """Encrypts lines, some blocks a piece; without any, too: an empty slice is posted."""
        assert self.protector is not None  # noqa: S101  (`begin` comes first)
        for blocks in batched(lines) or [[]]:
            place = place_of_staged(self.draft_id, len(self.pieces), name)
            piece = self.protector.seal(packed(b"".join(blocks)), place)
            self.pieces.append((name, self.file.write(piece)))

    def keep(self, connection: Connection) -> None:
        """Puts what was staged beside the content of the draft, which was reviewed just now."""
        if self.protector is None or self.protector.version != current(connection, self.protector):
            return
        self.file.seek(0)
        for number, (name, size) in enumerate(self.pieces):
            connection.execute(
                text("SELECT ledger.keep_staged_piece(:id, :number, :name, :sealed)"),
                {
                    "id": self.draft_id,
                    "number": number,
                    "name": name,
                    "sealed": self.file.read(size),
                },
            )


@contextmanager
def staged_rows(folder: Path, draft_id: int) -> Iterator[StagedRows]:
    """Takes in the rows of a draft, in a private folder within a folder."""
    with private_folder(folder) as private, (private / "staged").open("w+b") as file:
        yield StagedRows(draft_id, file)


def batched(lines: list[bytes]) -> list[list[bytes]]:
    """Blocks of lines in lists of about as many bytes as a piece has."""
    size, batches = PIECE_BYTES, list[list[bytes]]()
    for block in lines:
        if size >= PIECE_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(block)
        size += len(block)
    return batches


def current(connection: Connection, protector: Protector) -> int:
    """The version of the key that numbers are sealed with now, which stays until the end."""
    return hold_keys(connection, protector).version


def place_of_staged(draft_id: int, number: int, name: str) -> bytes:
    """What a piece of staged rows is bound to: it opens in no other place, nor other tables."""
    return b"staged %d %d %s %s" % (draft_id, number, name.encode(), LAYOUT)


def is_kept(connection: Connection, draft_id: int) -> bool:
    """Whether the staged rows of a draft were kept."""
    return bool(
        connection.execute(
            text("SELECT EXISTS (SELECT FROM ledger.draft_piece WHERE draft_id = :id AND staged)"),
            {"id": draft_id},
        ).scalar()
    )


def kept_sheets(connection: Connection, draft_id: int) -> set[str]:
    """The keys of the sheets that rows of a draft were kept of."""
    found = connection.execute(
        text(
            "SELECT DISTINCT split_part(file_name, ' ', 2) FROM ledger.draft_piece"
            " WHERE draft_id = :id AND staged"
        ),
        {"id": draft_id},
    )
    return {str(key) for key in found.scalars()}


def kept_slices(
    engine: Engine, protector: Protector, draft_id: int
) -> Iterator[tuple[Sheet, Slice]]:
    """The slices that were kept of a draft, in the order in which they were staged.

    Args:
        engine: acting for whoever posts it.
        protector: whose newest key sealed the numbers among the rows.
        draft_id: which one.

    Raises:
        ContentCounts: they are sealed with another key.
        SystemFailed: a piece does not open: it was changed, or is of another layout.
    """
    for (_, key), parts in groupby(
        kept_pieces(engine, protector, draft_id), key=lambda each: each[0][:2]
    ):
        part = Slice()
        for (_, _, group), lines in parts:
            if group:
                part.groups.setdefault(group, []).append(lines)
            else:
                part.lines.append(lines)
                # COPY writes a line break within a cell as two other characters.
                part.rows += lines.count(b"\n")
        yield sheet(key), part


def kept_pieces(
    engine: Engine, protector: Protector, draft_id: int
) -> Iterator[tuple[tuple[str, str, str], bytes]]:
    """The pieces in clear, each with its slice, its sheet and its group."""
    with engine.connect() as connection:
        pieces = connection.execution_options(yield_per=1).execute(
            text(
                "SELECT piece_number, file_name, sealed FROM ledger.draft_piece"
                " WHERE draft_id = :id AND staged ORDER BY piece_number"
            ),
            {"id": draft_id},
        )
        for number, name, sealed in pieces:
            if version_of(bytes(sealed)) != protector.version:
                raise ContentCounts
            place = place_of_staged(draft_id, number, name)
            slice_number, key, *group = name.split(" ")
            lines = unpacked(protector.unseal(bytes(sealed), place))
            yield (slice_number, key, "".join(group)), lines
