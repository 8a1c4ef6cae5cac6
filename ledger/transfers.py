"""A transfer is two facts in two books with two dates: an issue above and a receipt below.

The receipt is a source of the book below (`ledger.sources`). Issued = received + in transit, by
document, is answered by `facts.transfer` (promise 8).
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact
from ledger.sources import EXEMPTIONS
from ledger.vouchers import sql_list


class TransferIssue(Base, Fact):
    """Authority that this book issued to the book below, from one of its sources."""

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
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"exemption IN {sql_list(EXEMPTIONS)}", name="exemption"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
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
    evidence: Mapped[str | None]
