"""What a person found when they verified a flag; the latest judgement is the one that counts."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Identity
from sqlalchemy.orm import Mapped, mapped_column

from audits.rule_versions import SCHEMA
from ledger.database import Base, CommonFact
from ledger.language import Text

#: What verifying comes to.
OUTCOMES = {
    "confirmed": Text("属实", "confirmed"),
    "dismissed": Text("排除", "dismissed"),
}
#: Why a flag is dismissed.
REASONS = {
    "data_lag": Text("数据滞后或录入有误", "the record was late or mistyped"),
    "lawful_exception": Text("有合法依据的例外", "a lawful exception"),
    "rule_defect": Text("规则不准", "the rule is wrong here"),
    "other": Text("其他", "another reason"),
}


class FlagJudgement(Base, CommonFact):
    """Somebody verified a flag and says whether what it doubts is so."""

    __tablename__ = "flag_judgement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book_id", "flag_id"], ["audits.flag.book_id", "audits.flag.flag_id"]
        ),
        CheckConstraint("outcome IN ('confirmed', 'dismissed')", name="outcome"),
        CheckConstraint(
            "(outcome = 'dismissed') = (reason IS NOT NULL) AND (reason IS NULL OR reason IN"
            " ('data_lag', 'lawful_exception', 'rule_defect', 'other'))",
            name="reason",
        ),
        CheckConstraint("btrim(note) <> ''", name="note"),
        {"schema": SCHEMA},
    )

    book_id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    judgement_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str | None] = mapped_column(comment="why it is dismissed")
    note: Mapped[str] = mapped_column(comment="what was looked at and found")
