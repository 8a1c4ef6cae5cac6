"""The papers a voucher stands on: by fingerprint, and with their content where it was handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    Connection,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.acting import refusal_noted
from ledger.attachment_kinds import kind_of
from ledger.attachment_names import LONGEST_NAME, checked_name
from ledger.attachment_stores import AttachmentStore, own_copy
from ledger.database import AuthoredFact, Base, Code, CommonFact
from ledger.errors import WrongUse
from ledger.voucher_numbers import voucher_label


class Attachment(Base, AuthoredFact):
    """A paper that a voucher stands on; its content may be handed in later, with its name.

    A fingerprint of the workbook has no file name; the same paper handed in as a file is a second
    row, and `facts.attachment` shows both as one.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        # Where else a paper stands.
        Index(None, "sha256", "book_id"),
        # A paper is named once under a voucher, and its content is handed in once.
        Index(
            "attachment_once_idx",
            "book_id",
            "voucher_id",
            "sha256",
            text("(file_name IS NULL)"),
            unique=True,
        ),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        # It is data, never part of a path; all the same it could not lead out of a folder.
        CheckConstraint(
            f"length(file_name) BETWEEN 1 AND {LONGEST_NAME}"
            r" AND file_name !~ '[[:cntrl:]/\\]'",
            name="file_name",
        ),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[Code] = mapped_column(comment="hexadecimal")
    file_name: Mapped[str | None] = mapped_column(
        comment="as its bringer named it; null: only the fingerprint was given"
    )
    #: A paper with a name has content: the store has it before the row is written.
    content_sha256: Mapped[Code | None] = mapped_column(
        ForeignKey("attachment_content.sha256"),
        Computed("CASE WHEN file_name IS NOT NULL THEN sha256 END", persisted=True),
    )


class AttachmentContent(Base, CommonFact):
    """What the store of attachments keeps: one content, whoever brought it, under however many."""

    __tablename__ = "attachment_content"
    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("size > 0", name="size"),
    )

    sha256: Mapped[Code] = mapped_column(primary_key=True, comment="hexadecimal")
    size: Mapped[int] = mapped_column(BigInteger, comment="in bytes")
    media_type: Mapped[str] = mapped_column(comment="by what is in it, not by its name")
    stored_at: Mapped[datetime]
    stored_by: Mapped[str]


@dataclass(frozen=True)
class OtherVoucher:
    """Another voucher that stands on the same paper."""

    book_id: int
    division_name: str
    voucher_id: int
    voucher: str
    reversed: bool


@dataclass(frozen=True)
class Paper:
    """An attachment as people read it; of one without a name only the fingerprint is known."""

    attachment_id: int
    sha256: str
    file_name: str | None
    #: In bytes.
    size: int | None
    media_type: str | None
    recorded_at: datetime
    recorded_by: str
    also_under: list[OtherVoucher]


@dataclass(frozen=True)
class HandedIn:
    """A file that somebody hands in."""

    #: As its bringer calls it.
    name: str
    #: Read from where it stands.
    content: BinaryIO
    #: The largest size that is taken, in bytes: no more of it is read.
    limit: int


@dataclass(frozen=True)
class Attached:
    """What became of a file that was handed in."""

    file_name: str
    sha256: str
    #: False: this voucher had it already.
    new: bool


PAPERS = """
SELECT
    paper.attachment_id, paper.sha256, paper.file_name, paper.size, paper.media_type,
    paper.recorded_at, paper.recorded_by
FROM facts.attachment AS paper
WHERE paper.book_id = :book_id AND paper.voucher_id = :voucher_id
ORDER BY paper.attachment_id
"""
#: Of the table, not the view: by its index the other places of a paper are found at once.
ALSO_UNDER = """
SELECT
    other.sha256, other.book_id, book.division_name, other.voucher_id,
    voucher.period || '-' || voucher.number AS voucher,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = other.book_id AND undoing.reverses_id = other.voucher_id
    ) AS reversed
FROM (
    SELECT DISTINCT known.sha256, known.book_id, known.voucher_id
    FROM ledger.attachment AS own
    INNER JOIN ledger.attachment AS known
        ON own.sha256 = known.sha256
        AND (own.book_id, own.voucher_id) <> (known.book_id, known.voucher_id)
    WHERE own.book_id = :book_id AND own.voucher_id = :voucher_id
) AS other
INNER JOIN ledger.voucher AS voucher
    ON other.book_id = voucher.book_id AND other.voucher_id = voucher.log_position
INNER JOIN facts.book AS book ON other.book_id = book.book_id
ORDER BY voucher.period, voucher.number, other.book_id
"""


def papers_of(connection: Connection, book_id: int, voucher_id: int) -> list[Paper]:
    """The papers of a voucher as they came, each with the other vouchers it stands under."""
    of = {"book_id": book_id, "voucher_id": voucher_id}
    elsewhere: dict[str, list[OtherVoucher]] = {}
    for row in connection.execute(text(ALSO_UNDER), of).mappings():
        rest = dict(row)
        elsewhere.setdefault(rest.pop("sha256"), []).append(OtherVoucher(**rest))
    return [
        Paper(**row, also_under=elsewhere.get(row["sha256"], []))
        for row in connection.execute(text(PAPERS), of).mappings()
    ]


def book_of_content(connection: Connection, sha256: str) -> int:
    """A book in which whoever acts sees a paper of that content.

    Raises:
        Refused: there is none.
    """
    found = connection.execute(
        text("SELECT min(book_id) FROM ledger.attachment WHERE sha256 = :sha256"),
        {"sha256": sha256},
    ).scalar()
    if found is None:
        raise refusal_noted(connection, "content_out_of_reach", sha256=sha256)
    return int(found)


def attach(
    engine: Engine,
    store: AttachmentStore,
    book_id: int,
    voucher_id: int,
    file: HandedIn,
) -> Attached:
    """Puts a file under a voucher: first its content into the store, then the fact of it.

    Whatever ends this in between leaves a content that no fact speaks of, never the other way
    round. A closed month stands in nobody's way: the paper is a fact of today
    (docs/decisions/0015).

    Args:
        engine: to the ledger; the fact is written in a transaction of its own.
        store: where the content goes.
        book_id: of the voucher.
        voucher_id: its log position.
        file: what is handed in.

    Raises:
        FileRefused: its name, size or content is not what the ledger takes.
        WrongUse: there is no such voucher.
        SystemFailed: the store cannot take it.
    """
    with own_copy(file.content, file.limit) as copy:
        kind = kind_of(copy.file)
        name = checked_name(file.name, kind)
        store.put(copy)
    with engine.begin() as connection:
        if voucher_label(connection, book_id, voucher_id) is None:
            raise WrongUse("账簿里没有这张凭证。", "The book has no such voucher.")
        attachment_id = connection.execute(
            text("SELECT ledger.attach_file(:book, :voucher, :sha256, :name, :size, :kind)"),
            {
                "book": book_id,
                "voucher": voucher_id,
                "sha256": copy.sha256,
                "name": name,
                "size": copy.size,
                "kind": kind.media_type,
            },
        ).scalar()
    return Attached(name, copy.sha256, attachment_id is not None)
