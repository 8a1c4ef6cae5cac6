"""A transfer is two facts in two books with two dates: an issue and a receipt.

Paired aid and the money of bonds pass from book to book in the same way; the book that gives aid
need not be above the one that receives it. The receipt is a source there (`ledger.sources`).
Issued = received + in transit, by document, is answered by `facts.transfer` (promise 8).
"""

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
from ledger.sources import ANSWERING, EXEMPTIONS, TRANSFER_KINDS
from ledger.vouchers import sql_list

TRANSFER_TYPES = ("general", "special")
ISSUER_KINDS = ("finance", "other")


class TransferIssue(Base, Fact):
    """Authority that this book issued to another, from one of its sources."""

    __tablename__ = "transfer_issue"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        ForeignKeyConstraint(["recipient_division_id"], ["division.division_id"]),
        # Issue and receipt find each other by recipient and document.
        Index(None, "recipient_division_id", "document_no"),
        # Where the money of a source went.
        Index(None, "book_id", "source_id"),
        # Adjustments name an issue by its document.
        Index(None, "book_id", "document_no"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"kind IN {sql_list(TRANSFER_KINDS)}", name="kind"),
        CheckConstraint(f"exemption IN {sql_list(EXEMPTIONS)}", name="exemption"),
        CheckConstraint(f"transfer_type IN {sql_list(TRANSFER_TYPES)}", name="transfer_type"),
        CheckConstraint(f"issuer_kind IN {sql_list(ISSUER_KINDS)}", name="issuer_kind"),
        CheckConstraint("required_match > 0", name="required_match"),
        CheckConstraint("(change_document IS NULL) = (changed_on IS NULL)", name="changed_on"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    kind: Mapped[str]
    source_id: Mapped[int] = mapped_column(BigInteger)
    document_no: Mapped[str]
    document_line: Mapped[int]
    recipient_division_id: Mapped[str | None] = mapped_column(
        comment="null: the document names a group of places, not one"
    )
    recipient_name: Mapped[str | None]
    fund_line_name: Mapped[str] = mapped_column(comment="as the issued document names it")
    purpose: Mapped[str | None]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date] = mapped_column(comment="issued 下达 on")
    exemption: Mapped[str | None]
    transfer_type: Mapped[str | None] = mapped_column(comment="general 一般性 or special 专项")
    issuer_kind: Mapped[str | None] = mapped_column(comment="the finance department or another")
    required_match: Mapped[Decimal | None] = mapped_column(comment="what the recipient is to add")
    match_ground: Mapped[str | None] = mapped_column(comment="the State Council's rule for that")
    change_document: Mapped[str | None] = mapped_column(
        comment="what approved another fund line than that of the source"
    )
    changed_on: Mapped[date | None] = mapped_column(comment="the day of that document")
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class Transfer:
    """An issue as people read it, and the receipt that answers it, if the book below has one.

    `amount` and `received_amount` are what the two sides came to with their adjustments, in yuan.
    """

    book_id: int
    issue_id: int
    kind: str
    source_id: int
    document_no: str
    document_line: int
    occurred_on: date
    amount: Decimal
    original_amount: Decimal
    recipient: str
    fund_line_name: str
    purpose: str | None
    exemption: str | None
    evidence: str | None
    voucher_id: int
    voucher: str
    recorded_by: str
    reversed: bool
    below_book_id: int | None
    below_source_id: int | None
    received_on: date | None
    received_amount: Decimal | None
    #: Whether the book that it was issued to cannot be seen by whoever asks, nor so a receipt.
    out_of_reach: bool


#: What the book below has received under a line of a document, in however many parts; the first
#: part is the one that pages lead to. It joins `issue`, its book `here` and the book `below`.
RECEIPT = f"""
LEFT JOIN LATERAL (
    SELECT
        min(source.book_id) AS book_id, min(source.log_position) AS log_position,
        min(coalesce(source.arrived_on, source.occurred_on)) AS occurred_on,
        sum(source.amount + coalesce(adjusted.amount, 0)) AS amount
    FROM ledger.source AS source
    LEFT JOIN LATERAL (
        SELECT sum(adjustment.amount) AS amount
        FROM facts.transfer_adjustment AS adjustment
        WHERE adjustment.book_id = source.book_id AND adjustment.source_id = source.log_position
            AND adjustment.side = 'received'
    ) AS adjusted ON TRUE
    WHERE source.book_id = below.book_id AND source.issuer_division_id = here.division_id
        AND source.document_no = issue.document_no
        AND source.document_line = issue.document_line
        AND source.kind IN {ANSWERING}
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
        )
) AS receipt ON TRUE
"""  # noqa: S608  (only a constant of ours goes in)
#: Whether no receipt is seen of an `issue` because its book cannot be.
OUT_OF_REACH = """CASE
        WHEN receipt.log_position IS NULL AND issue.recipient_division_id IS NOT NULL
            THEN NOT ledger.holds_at('money', issue.recipient_division_id)
        ELSE FALSE
    END"""
TRANSFERS = f"""
SELECT
    issue.book_id, issue.log_position AS issue_id, issue.kind, issue.source_id,
    issue.document_no, issue.document_line, issue.occurred_on,
    issue.amount + coalesce(adjusted.amount, 0) AS amount, issue.amount AS original_amount,
    coalesce(recipient.name, issue.recipient_name, '') AS recipient, issue.fund_line_name,
    issue.purpose, issue.exemption, issue.evidence,
    issue.voucher_id, voucher.period || '-' || voucher.number AS voucher, voucher.recorded_by,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = issue.book_id AND undoing.reverses_id = issue.voucher_id
    ) AS reversed,
    receipt.book_id AS below_book_id, receipt.log_position AS below_source_id,
    receipt.occurred_on AS received_on, receipt.amount AS received_amount,
    {OUT_OF_REACH} AS out_of_reach
FROM ledger.transfer_issue AS issue
INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
INNER JOIN ledger.voucher AS voucher
    ON issue.book_id = voucher.book_id AND issue.voucher_id = voucher.log_position
LEFT JOIN ledger.division AS recipient ON issue.recipient_division_id = recipient.division_id
LEFT JOIN ledger.book AS below ON issue.recipient_division_id = below.division_id
LEFT JOIN LATERAL (
    SELECT sum(adjustment.amount) AS amount
    FROM facts.transfer_adjustment AS adjustment
    WHERE adjustment.book_id = issue.book_id
        AND adjustment.transfer_issue_id = issue.log_position
) AS adjusted ON TRUE
{RECEIPT}WHERE issue.book_id = :book_id
    AND (CAST(:issue_id AS bigint) IS NULL OR issue.log_position = :issue_id)
    AND (CAST(:before AS bigint) IS NULL OR issue.log_position < :before)
ORDER BY issue.log_position DESC
LIMIT :limit
"""  # noqa: S608  (only a constant of ours goes in)


def transfers(
    connection: Connection,
    book_id: int,
    *,
    issue_id: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Transfer]:
    """Issues of a book, the last written first; `before` goes on from an earlier page."""
    rows = connection.execute(
        text(TRANSFERS),
        {"book_id": book_id, "issue_id": issue_id, "before": before, "limit": limit},
    )
    return rows_of(Transfer, rows)
