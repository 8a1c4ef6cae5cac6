"""What became of a confirmed flag that may have to be referred: a step a row, for few to see."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Identity
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base, CommonFact
from ledger.language import Text
from ledger.vouchers import sql_list

#: The steps of a referral 移送. None says what the receiver found: that is not for this record.
STEPS = {
    "not_needed": Text("不需移送", "no referral needed"),
    "sent": Text("已移送", "sent"),
    "received": Text("已签收", "received"),
    "accepted": Text("受理", "accepted"),
    "returned": Text("退回", "returned"),
    "passed_on": Text("转送有管辖权机关", "passed on"),
    "answered": Text("已反馈", "answered"),
    "filed": Text("已归档", "filed"),
}
#: Steps that name to whom.
NAMING = ("sent", "passed_on")


class ReferralStep(Base, CommonFact):
    """Somebody decided whether a confirmed flag is referred, or tells how a referral went on."""

    __tablename__ = "referral_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "flag_id"], ["audits.flag.book_id", "audits.flag.flag_id"]
        ),
        CheckConstraint(f"step IN {sql_list(tuple(STEPS))}", name="step"),
        CheckConstraint(f"(step IN {sql_list(NAMING)}) = (receiver IS NOT NULL)", name="receiver"),
        CheckConstraint("btrim(note) <> ''", name="note"),
        {"schema": SCHEMA},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    referral_step_id: Mapped[int] = mapped_column(
        BigInteger, Identity(always=True), primary_key=True
    )
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    step: Mapped[str]
    occurred_on: Mapped[date]
    receiver: Mapped[str | None] = mapped_column(comment="to whom it was sent or passed on")
    note: Mapped[str] = mapped_column(comment="the number of the document, or why none is needed")
