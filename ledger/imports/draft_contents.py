"""What a draft holds: its files or rows, kept encrypted by pieces and opened anew to be read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ledger.data_keys import hold_keys
from ledger.draft_questions import Draft
from ledger.drafts import place_of_piece
from ledger.errors import MingzhangError, Refused, SystemFailed
from ledger.imports.entering import entered
from ledger.imports.files import Opened, open_path
from ledger.imports.packing import packed, unpacked
from ledger.imports.probing import check_bearable
from ledger.personal import Protector
from ledger.private_folders import private_folder
from ledger.separations import SEPARATIONS

#: Content is compressed, encrypted and kept by pieces of this many bytes.
PIECE_BYTES = 1 << 20
MOST_PIECES_SHOWN = 8


@dataclass(frozen=True)
class Content:
    """What is kept of a draft: its files, or the rows that were entered into one sheet."""

    files: tuple[Path, ...] = ()
    sheet: str | None = None
    rows: tuple[dict[str, str], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Its pieces in order, each with the name of its file."""
        if self.sheet is not None:
            yield "rows.json", json.dumps(self.rows, ensure_ascii=False).encode()
        for path in self.files:
            with path.open("rb") as file:
                while piece := file.read(PIECE_BYTES):
                    yield path.name, piece


def keep_pieces(
    connection: Connection, protector: Protector, draft_id: int, content: Content
) -> None:
    """Keeps a draft's content, encrypted; the same draft sent again has it already."""
    there = connection.execute(
        text("SELECT EXISTS (SELECT FROM ledger.draft_piece WHERE draft_id = :id AND NOT staged)"),
        {"id": draft_id},
    ).scalar()
    if there:
        return
    for number, (name, piece) in enumerate(content.pieces()):
        sealed = protector.seal(packed(piece), place_of_piece(draft_id, number, name))
        connection.execute(
            text("SELECT ledger.keep_draft_piece(:id, :number, :name, :sealed)"),
            {"id": draft_id, "number": number, "name": name, "sealed": sealed},
        )


def is_large(connection: Connection, draft_id: int) -> bool:
    """Whether a draft holds more than is read again each time somebody looks at it."""
    pieces = connection.execute(
        text("SELECT count(*) FROM ledger.draft_piece WHERE draft_id = :id AND NOT staged"),
        {"id": draft_id},
    ).scalar_one()
    return bool(pieces > MOST_PIECES_SHOWN)


@contextmanager
def content_of(
    engine: Engine, protector: Protector, folder: Path, draft: Draft
) -> Iterator[Opened]:
    """A draft's tables, opened anew from what was kept; files only as long as the caller reads.

    Args:
        engine: acting for whoever reads it.
        protector: of personal numbers.
        folder: where files are written meanwhile, each draft's in a private folder of its own.
        draft: which one.

    Raises:
        Refused: it was posted or withdrawn.
        SystemFailed: its content is not there, does not open, or cannot be written.
    """
    if draft.sheet is not None:
        rows = rows_of(engine, protector, draft)
        if not rows:
            raise gone(draft)
        yield entered(((draft.sheet, row) for row in rows), draft.name, draft.content_sha256)
        return
    with private_folder(folder) as private:
        names = write_files(engine, protector, draft, private)
        if not names:
            raise gone(draft)
        for name in names:
            # It is somebody else's: it may ask for more memory than there is.
            check_bearable(private / name)
        opened = open_path(private / names[0] if len(names) == 1 else private)
        yield replace(opened, name=draft.name)


def gone(draft: Draft) -> MingzhangError:
    """What to say of a draft whose content is not kept any more."""
    if draft.ended:
        # Somebody was sooner; a button that was pressed twice is that, too.
        words = SEPARATIONS["draft_ended"]
        zh, en = (each.format(draft=draft.draft_id) for each in words)
        return Refused(zh, en, promise=2)
    return SystemFailed(
        f"第 {draft.draft_id} 号单据的内容已经不在。",
        f"The content of draft {draft.draft_id} is not there any more.",
    )


def rows_of(engine: Engine, protector: Protector, draft: Draft) -> list[dict[str, str]]:
    """The rows that a draft of entered rows holds; none where it holds files."""
    if draft.sheet is None:
        return []
    kept = b"".join(piece for _, piece in pieces_of(engine, protector, draft))
    rows: list[dict[str, str]] = json.loads(kept) if kept else []
    return rows


def write_files(engine: Engine, protector: Protector, draft: Draft, folder: Path) -> list[str]:
    """Writes a draft's files into a folder, piece by piece; their names."""
    names: list[str] = []
    for name, piece in pieces_of(engine, protector, draft):
        if name not in names:
            names.append(name)
        # The database takes no name that leads elsewhere; nor is one followed.
        with (folder / Path(name).name).open("ab") as file:
            file.write(piece)
    return names


def pieces_of(engine: Engine, protector: Protector, draft: Draft) -> Iterator[tuple[str, bytes]]:
    """A draft's content in clear, piece by piece, each with the name of its file."""
    # The keys and what they sealed as of one moment, whatever rotation is under way.
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        protector = hold_keys(connection, protector)
        pieces = connection.execution_options(yield_per=1).execute(
            text(
                "SELECT piece_number, file_name, sealed FROM ledger.draft_piece"
                " WHERE draft_id = :id AND NOT staged ORDER BY piece_number"
            ),
            {"id": draft.draft_id},
        )
        for number, name, sealed in pieces:
            place = place_of_piece(draft.draft_id, number, name)
            yield name, unpacked(protector.unseal(bytes(sealed), place))
