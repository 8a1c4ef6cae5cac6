"""A source is one arrival of money in a book under one document; every yuan belongs to one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact, rows_of
from ledger.vouchers import sql_list

SOURCE_KINDS = ("appropriation", "transfer", "donation", "carry_over")
EXEMPTIONS = ("settled_by_actuals", "emergency")


class Source(Base, Fact):
    """Money that arrived: by the book's own appropriation, a transfer from above, or a donation.

    For a transfer `issuer_division_id` and the document name its parent: the issue in the book
    above, if that book is kept here. Money carried over from an earlier year names the source it
    goes on from (`ledger.take_backs`).
    """

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "fund_line_id"], ["fund_line.book_id", "fund_line.log_position"]
        ),
        ForeignKeyConstraint(["issuer_division_id"], ["division.division_id"]),
        ForeignKeyConstraint(
            ["book_id", "parent_source_id"], ["source.book_id", "source.log_position"]
        ),
        # Clerks name a source by its document.
        Index(None, "book_id", "document_no"),
        # Issue and receipt find each other by issuer and document.
        Index(None, "issuer_division_id", "document_no"),
        # What was carried over.
        Index(
            None,
            "book_id",
            "parent_source_id",
            postgresql_where="parent_source_id IS NOT NULL",
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"kind IN {sql_list(SOURCE_KINDS)}", name="kind"),
        CheckConstraint(f"exemption IN {sql_list(EXEMPTIONS)}", name="exemption"),
        CheckConstraint("(kind = 'carry_over') = (parent_source_id IS NOT NULL)", name="parent"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    kind: Mapped[str]
    fund_line_id: Mapped[int] = mapped_column(BigInteger)
    document_no: Mapped[str]
    document_line: Mapped[int] = mapped_column(comment="which line of that document, usually 1")
    amount: Mapped[Decimal]
    occurred_on: Mapped[date] = mapped_column(comment="received 接到 or appropriated on")
    approved_on: Mapped[date | None] = mapped_column(comment="by the people's congress")
    issuer_division_id: Mapped[str | None]
    issuer_name: Mapped[str | None]
    purpose: Mapped[str | None]
    exemption: Mapped[str | None] = mapped_column(comment="why its 30-day clock does not run")
    evidence: Mapped[str | None]
    parent_source_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="the source that it was carried over from"
    )


@dataclass(frozen=True)
class Arrival:
    """A source as people read it, with the names of what it refers to.

    `amount` is what it came to with its adjustments, `original_amount` what first arrived, in yuan.
    """

    book_id: int
    source_id: int
    kind: str
    fund_line: str
    document_no: str
    document_line: int
    amount: Decimal
    original_amount: Decimal
    occurred_on: date
    date_precision: str
    approved_on: date | None
    issuer: str | None
    purpose: str | None
    exemption: str | None
    evidence: str | None
    voucher_id: int
    voucher: str
    recorded_by: str
    reversed: bool
    parent_source_id: int | None
    parent_document_no: str | None


ARRIVAL = """
SELECT
    source.book_id, source.log_position AS source_id, source.kind, fund_line.name AS fund_line,
    source.document_no, source.document_line,
    source.amount + coalesce(adjusted.amount, 0) AS amount, source.amount AS original_amount,
    source.occurred_on, voucher.date_precision, source.approved_on,
    coalesce(issuer.name, source.issuer_name) AS issuer, source.purpose, source.exemption,
    source.evidence, source.voucher_id,
    voucher.period || '-' || voucher.number AS voucher, voucher.recorded_by,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
    ) AS reversed,
    source.parent_source_id, parent.document_no AS parent_document_no
FROM ledger.source AS source
INNER JOIN ledger.voucher AS voucher
    ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
INNER JOIN ledger.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
LEFT JOIN ledger.division AS issuer ON source.issuer_division_id = issuer.division_id
LEFT JOIN ledger.source AS parent
    ON source.book_id = parent.book_id AND source.parent_source_id = parent.log_position
LEFT JOIN LATERAL (
    SELECT sum(adjustment.amount) AS amount
    FROM facts.transfer_adjustment AS adjustment
    WHERE adjustment.book_id = source.book_id AND adjustment.source_id = source.log_position
        AND adjustment.side = 'received'
) AS adjusted ON TRUE
WHERE source.book_id = :book_id AND source.log_position = :source_id
"""


def arrival(connection: Connection, book_id: int, source_id: int) -> Arrival | None:
    """One source, or None if the book has none of that number."""
    found = connection.execute(text(ARRIVAL), {"book_id": book_id, "source_id": source_id})
    return next(iter(rows_of(Arrival, found)), None)
