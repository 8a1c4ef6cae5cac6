"""Donated goods are a register of things, not of money: what came, to whom it went, what is left.

Nothing of it is posted: goods have quantities, and an estimate of their value at most. A wrong
row is put right by another: what was given out by mistake is returned, what never came, was
spoiled or was counted wrong is removed, with the reason.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, AuthoredFact, Base, Code, Salted, SaltedAtNeed
from ledger.vouchers import sql_list

#: 发放, 退回, 核减.
GOODS_MOVEMENTS = ("distributed", "returned", "removed")


class DonatedGoods(Base, AuthoredFact, Salted):
    """A quantity of one thing that a donor gave.

    Legal source: 公益事业捐赠法 arts 16 and 19 (a receipt for the donor, a register of gifts).
    """

    __tablename__ = "donated_goods"
    __table_args__ = (
        Index(None, "book_id", "goods_code", unique=True),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("estimated_value > 0", name="estimated_value"),
    )

    goods_code: Mapped[Code]
    donor: Mapped[str] = mapped_column(info=PERSONAL)
    item: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(18, 3))
    unit: Mapped[str]
    estimated_value: Mapped[Decimal | None] = mapped_column(comment="of all of it, in yuan")
    received_on: Mapped[date]
    receipt_no: Mapped[str | None]
    evidence: Mapped[str | None]


class DonatedGoodsMovement(Base, AuthoredFact, SaltedAtNeed):
    """Goods that went to somebody, came back from them, or are no longer counted.

    Never more than was received: the trigger `goods_within_receipt`.
    """

    __tablename__ = "donated_goods_movement"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "goods_id"], ["donated_goods.book_id", "donated_goods.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "household_id"], ["household.book_id", "household.log_position"]
        ),
        # What is left of the goods.
        Index(None, "book_id", "goods_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(f"kind IN {sql_list(GOODS_MOVEMENTS)}", name="kind"),
        CheckConstraint(
            "CASE kind WHEN 'removed' THEN reason IS NOT NULL"
            " ELSE num_nonnulls(project_id, household_id, recipient) > 0 END",
            name="recipient",
        ),
        CheckConstraint("(salt IS NULL) = (recipient IS NULL)", name="salt"),
    )

    external_reference: Mapped[Code]
    goods_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(18, 3))
    occurred_on: Mapped[date]
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    household_id: Mapped[int | None] = mapped_column(BigInteger)
    recipient: Mapped[str | None] = mapped_column(
        comment="in words, where it is neither", info=PERSONAL
    )
    reason: Mapped[str | None]
    evidence: Mapped[str | None]
