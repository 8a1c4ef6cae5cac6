"""Statements say what the treasury or the bank did: an account's balances, and its lines."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Code, SaltedAtNeed
from ledger.vouchers import sql_list

#: Of statements; a balance in the last two has left the treasury without being spent.
ACCOUNT_KINDS = ("treasury", "zero_balance", "fiscal_account", "unit_account")


class Statement(Base, AuthoredFact):
    """What stood on an account at the beginning and the end of a period, as its keeper says."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        CheckConstraint("starts_on <= ends_on", name="ends_on"),
        CheckConstraint(f"account_kind IN {sql_list(ACCOUNT_KINDS)}", name="account_kind"),
        CheckConstraint(
            "CAST(ends_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai'",
            name="not_to_come",
        ),
    )

    external_reference: Mapped[Code]
    account_hash: Mapped[bytes | None] = mapped_column(comment="null: the treasury's one account")
    account_masked: Mapped[str | None]
    bank_name: Mapped[str | None]
    account_kind: Mapped[str | None] = mapped_column(comment="null: the treasury's")
    account_ground: Mapped[str | None] = mapped_column(comment="what approved the account")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    opening_balance: Mapped[Decimal | None]
    closing_balance: Mapped[Decimal]
    evidence: Mapped[str | None]


class StatementLine(Base, AuthoredFact, SaltedAtNeed):
    """One amount that entered or left an account, as its keeper says."""

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        # The lines of a period, the oldest first.
        Index(None, "book_id", "occurred_on"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint(
            "CAST(occurred_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai'",
            name="occurred_on",
        ),
        CheckConstraint(
            "(salt IS NULL) = (num_nonnulls(counterparty_name, counterparty_account_hash,"
            " counterparty_account_masked) = 0)",
            name="salt",
        ),
    )

    external_reference: Mapped[Code] = mapped_column(
        comment="direction and account before the number: a bounced payment may carry it again"
    )
    line_reference: Mapped[Code] = mapped_column(comment="the number as the statement has it")
    direction: Mapped[str] = mapped_column(comment="in: to the account; out: from it")
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
    cleared_on: Mapped[date | None]
    account_hash: Mapped[bytes | None] = mapped_column(comment="null: the treasury's one account")
    account_masked: Mapped[str | None]
    counterparty_name: Mapped[str | None] = mapped_column(info=PERSONAL)
    counterparty_account_hash: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    counterparty_account_masked: Mapped[str | None] = mapped_column(info=PERSONAL)
    counterparty_bank: Mapped[str | None]
    transaction_type: Mapped[str | None] = mapped_column(comment="as the statement names it")
    fiscal_year: Mapped[int | None]
    budget_unit: Mapped[str | None]
    function_class: Mapped[str | None]
    project_name: Mapped[str | None]
    document_no: Mapped[str | None]
    payment_method: Mapped[str | None]
    settlement: Mapped[str | None]
    purpose: Mapped[str | None]
