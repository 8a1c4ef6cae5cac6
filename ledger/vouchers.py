"""Vouchers number every posting; entries move the money, one amount between two accounts each."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Fact
from ledger.language import Text

#: What a voucher posts, and what people call it.
EVENTS = {
    "appropriation": Text("本级安排", "appropriated"),
    "transfer_received": Text("收到指标", "transfer received"),
    "donation": Text("受赠", "donated"),
    "paired_aid_received": Text("收到对口帮扶资金", "paired aid received"),
    "bond_received": Text("收到债券资金", "bond money received"),
    "platform_loan": Text("投融资平台贷款", "lent by a platform company"),
    "investment_return": Text("项目投资收益", "return on investment"),
    "opening": Text("期初余额", "opening balance"),
    "transfer_issued": Text("下达指标", "transfer issued"),
    "transfer_adjusted": Text("指标调整", "transfer adjusted"),
    "paired_aid_issued": Text("拨出对口帮扶资金", "paired aid issued"),
    "bond_issued": Text("转贷债券资金", "bond money on-lent"),
    "cash_in": Text("库款到账", "cash in"),
    "cash_out": Text("库款拨付", "cash out"),
    "integration": Text("统筹整合", "pooled"),
    "assignment": Text("资金安排", "assigned"),
    "commitment": Text("合同占用", "committed"),
    "release": Text("合同退回", "released"),
    "disbursement": Text("支付", "disbursed"),
    "refund": Text("退款退票", "refunded"),
    "take_back": Text("结余收回", "taken back"),
    "carry_over": Text("结转下年", "carried over"),
    "reversal": Text("红字冲销", "reversed"),
}


def sql_list(values: Iterable[str]) -> str:
    """The values as an SQL list of literals, for a CHECK."""
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


class Voucher(Base, Fact):
    """A numbered posting: numbers of a book and month run 1..n without a gap (promise 4)."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("book_id", "period", "number"),
        ForeignKeyConstraint(
            ["book_id", "reverses_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        # A voucher is reversed at most once; facts views look here for what was undone.
        Index(
            "voucher_reversed_once_idx",
            "book_id",
            "reverses_id",
            unique=True,
            postgresql_where="reverses_id IS NOT NULL",
        ),
        # Only what has happened is posted; of a month or year that is known, the first day counts.
        CheckConstraint(
            "date_trunc(date_precision, CAST(occurred_on AS timestamp))"
            " <= recorded_at AT TIME ZONE 'Asia/Shanghai'",
            name="occurred_on",
        ),
        CheckConstraint(f"event IN {sql_list(EVENTS)}", name="event"),
        # Whether a book began with opening balances, and on which day.
        Index("voucher_opening_idx", "book_id", postgresql_where="event = 'opening'"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "period = extract(year FROM occurred_on) * 100 + extract(month FROM occurred_on)",
            name="period",
        ),
        CheckConstraint("date_precision IN ('day', 'month', 'year')", name="date_precision"),
        CheckConstraint(
            "(reverses_id IS NOT NULL) = (event = 'reversal')"
            " AND (reverses_id IS NOT NULL) = (reversal_reason IS NOT NULL)",
            name="reversal",
        ),
    )

    period: Mapped[int] = mapped_column(comment="the month it happened in, 202403")
    number: Mapped[int]
    event: Mapped[str]
    occurred_on: Mapped[date] = mapped_column(comment="when it happened, Beijing date")
    date_precision: Mapped[str] = mapped_column(
        comment="how well that date is known; a month or year stands at its last day"
    )
    summary: Mapped[str]
    recorded_by: Mapped[str]
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    reverses_id: Mapped[int | None] = mapped_column(BigInteger)
    reversal_reason: Mapped[str | None]


class Entry(Base, Fact):
    """One movement of an amount from its credit account to its debit account.

    Both accounts share the row's book, side and source, so promises 1 and 9 hold by the shape
    of the row: money can change its state but never its book, side or source. That its accounts
    can be, of a source that is, is asked where an account is opened: at its row of `balance`.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("book_id", "voucher_id", "line_number"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        # The account statement of a source, in the order of days.
        Index(None, "book_id", "source_id", "occurred_on", "log_position"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(
            "(credit_kind, credit_project_id, credit_contract_id)"
            " IS DISTINCT FROM (debit_kind, debit_project_id, debit_contract_id)",
            name="two_accounts",
        ),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    line_number: Mapped[int]
    side: Mapped[str]
    source_id: Mapped[int] = mapped_column(BigInteger)
    credit_kind: Mapped[str]
    credit_project_id: Mapped[int | None] = mapped_column(BigInteger)
    credit_contract_id: Mapped[int | None] = mapped_column(BigInteger)
    debit_kind: Mapped[str]
    debit_project_id: Mapped[int | None] = mapped_column(BigInteger)
    debit_contract_id: Mapped[int | None] = mapped_column(BigInteger)
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]


class VoucherCounter(Base):
    """The last voucher number of a book and month."""

    __tablename__ = "voucher_counter"
    __table_args__ = {"postgresql_with": {"fillfactor": "50"}}  # noqa: RUF012

    book_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int]
