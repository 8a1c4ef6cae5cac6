"""A disbursement is money actually paid to a payee, from one source, for one project."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact


class Disbursement(Base, Fact):
    """One payment. A batch to many households is one voucher with many of these.

    Its references and codes are checked once a statement by the trigger `disbursement_references`,
    not row by row: docs/decisions/0004 says why.
    """

    __tablename__ = "disbursement"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        # The payments of a voucher.
        Index(None, "book_id", "voucher_id"),
        CheckConstraint("amount > 0", name="amount"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    contract_id: Mapped[int | None] = mapped_column(BigInteger)
    payee_id: Mapped[int] = mapped_column(BigInteger)
    bank_account_id: Mapped[int | None] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    occurred_on: Mapped[date] = mapped_column(comment="paid on")
    approved_on: Mapped[date | None] = mapped_column(comment="the request was approved on")
    period_from: Mapped[date | None] = mapped_column(comment="first day a subsidy is paid for")
    attachment_count: Mapped[int | None] = mapped_column(comment="papers, as the clerk counts")
    amount: Mapped[Decimal]
    approval_limit: Mapped[Decimal | None] = mapped_column(comment="of the approver, in yuan")
    external_reference: Mapped[Code]
    payee_name: Mapped[str | None] = mapped_column(
        comment="as written on the payment, where it is not the payee's registered name"
    )
    method: Mapped[str]
    cash_purpose: Mapped[str | None]
    purpose: Mapped[str | None]
    approved_by: Mapped[str | None]
    invoice_no: Mapped[str | None]
    batch_no: Mapped[str | None]
    evidence: Mapped[str | None]
