"""The tables of the evidence: the tree of each log in tiles, and the checkpoints signed over it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Connection, Identity, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact


class LogTree(Base):
    """How far a log is sealed; the row that a sealer locks, so that one follows another."""

    __tablename__ = "log_tree"
    __table_args__ = (CheckConstraint("tree_size >= 0", name="tree_size"),)

    log_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="the book's; 0: the common log"
    )
    tree_size: Mapped[int] = mapped_column(BigInteger)


class Tile(Base):
    """Up to 256 neighbouring hashes of a tree, 32 bytes each (C2SP tlog-tiles); it only grows.

    Level 0 has the leaves; each hash of a higher level is the root of a full tile below.
    """

    __tablename__ = "tile"
    __table_args__ = (
        CheckConstraint(
            "octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0",
            name="hashes",
        ),
    )

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    tile_index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Mapped[bytes]


class Checkpoint(Base, CommonFact):
    """A signed tree head. That of a book is a fact of the common log, which so covers all books."""

    __tablename__ = "checkpoint"
    __table_args__ = (
        CheckConstraint("octet_length(root) = 32", name="root"),
        # The head of the common log cannot be a fact under itself.
        CheckConstraint("log_id <> 0 OR log_position IS NULL", name="common"),
    )

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tree_size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes]
    sealed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(comment="with the log's own signature (C2SP tlog-checkpoint)")


class Witness(Base, CommonFact):
    """A body that countersigns checkpoints with a key of its own, taken on or dismissed."""

    __tablename__ = "witness"
    __table_args__ = (CheckConstraint("late_after_days > 0", name="late_after_days"),)

    witness_id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    public_key: Mapped[str] = mapped_column(comment="name+id+base64 (C2SP signed-note)")
    late_after_days: Mapped[int | None] = mapped_column(
        comment="told of when its latest countersignature is older; null: dismissed"
    )
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


class Countersignature(Base, CommonFact):
    """A witness's signature under a checkpoint: that it grew from what the witness saw before."""

    __tablename__ = "countersignature"

    log_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tree_size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    public_key: Mapped[str] = mapped_column(primary_key=True)
    signed_at: Mapped[datetime] = mapped_column(comment="as the witness says")
    line: Mapped[str] = mapped_column(comment="as it stands under the note")
    recorded_at: Mapped[datetime]


def log_ids(connection: Connection, log_id: int | None = None) -> list[int]:
    """The logs there are, the common one last, as it holds the checkpoints of the others."""
    rows = connection.execute(
        text(
            "SELECT log_id FROM (SELECT book_id AS log_id FROM ledger.book_head"
            " UNION SELECT log_id FROM ledger.log_tree UNION SELECT 0) AS known"
            " WHERE log_id IS NOT NULL AND coalesce(log_id = :log_id, TRUE)"
            " ORDER BY log_id = 0, log_id"
        ),
        {"log_id": log_id},
    )
    return [row.log_id for row in rows]
