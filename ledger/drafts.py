"""Drafts: what one person made, another reviews and a head posts; editable until it is reviewed."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, CommonFact
from ledger.language import Text

#: What becomes of a draft, in the order in which it does.
STATES = {
    "drafted": Text("待复核", "to be reviewed"),
    "returned": Text("已退回", "returned"),
    "reviewed": Text("待记账", "to be posted"),
    "posted": Text("已记账", "posted"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
#: What is done with a draft.
STEPS = {
    "drafted": Text("制单", "drafted"),
    "changed": Text("修改", "changed"),
    "returned": Text("退回", "returned"),
    "reviewed": Text("复核", "reviewed"),
    "posted": Text("记账", "posted"),
    "withdrawn": Text("撤回", "withdrawn"),
}


class Draft(Base):
    """A file or some rows that are to be posted, in the state they are in now.

    The fingerprint is what the database computes of the rows that come out of it: the reviewer's
    check and the posting have to come to the same.
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("kind IN ('file', 'rows')", name="kind"),
        CheckConstraint(
            "state IN ('drafted', 'returned', 'reviewed', 'posted', 'withdrawn')", name="state"
        ),
        # Promise 6, whatever a function does.
        CheckConstraint("reviewed_by <> drafted_by", name="two_persons"),
        CheckConstraint(
            "state NOT IN ('reviewed', 'posted') OR reviewed_by IS NOT NULL", name="reviewed"
        ),
        CheckConstraint("(state = 'posted') = (posted_by IS NOT NULL)", name="posted"),
        # What waits, at a division.
        Index(
            None,
            "division_id",
            "draft_id",
            postgresql_where=text("state IN ('drafted', 'returned', 'reviewed')"),
        ),
        # The same content waits once (promise 7).
        Index(
            None,
            "content_sha256",
            unique=True,
            postgresql_where=text("state IN ('drafted', 'returned', 'reviewed')"),
        ),
        # What somebody drafted last.
        Index(None, "drafted_by", "draft_id"),
    )

    draft_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(comment="of the file, or of what was entered")
    sheet: Mapped[str | None] = mapped_column(comment="of rows that were entered")
    content_sha256: Mapped[str]
    default_book: Mapped[str | None] = mapped_column(comment="takes rows that name none")
    partial: Mapped[bool]
    division_id: Mapped[str] = mapped_column(
        ForeignKey("division.division_id"), comment="the lowest above all books it goes into"
    )
    fingerprint: Mapped[bytes]
    summary: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="what its check said")
    state: Mapped[str]
    drafted_by: Mapped[str]
    reviewed_by: Mapped[str | None]
    posted_by: Mapped[str | None]
    changed_at: Mapped[datetime]
    posted_in: Mapped[int | None] = mapped_column(BigInteger, comment="the transaction")


class DraftStep(Base, CommonFact):
    """One step of a draft: who did what to it when, and why."""

    __tablename__ = "draft_step"
    __table_args__ = (
        CheckConstraint(
            "step IN ('drafted', 'changed', 'returned', 'reviewed', 'posted', 'withdrawn')",
            name="step",
        ),
    )

    draft_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("draft.draft_id"), primary_key=True
    )
    step_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    step: Mapped[str]
    fingerprint: Mapped[bytes] = mapped_column(comment="what it held then")
    reason: Mapped[str | None]


class DraftPiece(Base):
    """A piece of a draft's content, encrypted: it holds personal numbers as they were written.

    Of a large draft that was reviewed the rows are kept as they were staged, too.
    """

    __tablename__ = "draft_piece"
    __table_args__ = (
        ForeignKeyConstraint(["draft_id"], ["ledger.draft.draft_id"]),
        # It is written under this name into a folder of its own.
        CheckConstraint(r"file_name !~ '[/\\\x01-\x1f]' AND file_name !~ '^\.'", name="file_name"),
    )

    draft_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    staged: Mapped[bool] = mapped_column(
        primary_key=True, comment="rows as the review staged them; else the content as it came"
    )
    piece_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_name: Mapped[str] = mapped_column(comment="of staged rows: which slice, which table")
    sealed: Mapped[bytes]


def place_of_piece(draft_id: int, piece_number: int, file_name: str) -> bytes:
    """What a sealed piece is bound to: it opens in no other draft, order or file."""
    return b"%d %d %s" % (draft_id, piece_number, file_name.encode())
