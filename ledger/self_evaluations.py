"""A self-evaluation tells what a project, a department or a county attained of its targets."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code
from ledger.vouchers import sql_list

LEVELS = ("project", "department", "county")
INDICATOR_KINDS = ("quantity", "quality", "timeliness", "cost", "benefit", "satisfaction")


class SelfEvaluation(Base, AuthoredFact):
    """One indicator of a self-evaluation of a year; without one, that it was handed in."""

    __tablename__ = "self_evaluation"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "project_id"),
        CheckConstraint(f"level IN {sql_list(LEVELS)}", name="level"),
        CheckConstraint(f"indicator_kind IN {sql_list(INDICATOR_KINDS)}", name="indicator_kind"),
        CheckConstraint("attained_percent BETWEEN 0 AND 100", name="attained_percent"),
        CheckConstraint(
            "(level = 'project') = (project_id IS NOT NULL)"
            " AND (level <> 'department' OR unit IS NOT NULL)",
            name="subject",
        ),
    )

    external_reference: Mapped[Code]
    evaluated_year: Mapped[int]
    level: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str | None] = mapped_column(comment="the department that evaluates itself")
    submitted_on: Mapped[date]
    indicator: Mapped[str | None]
    indicator_kind: Mapped[str | None]
    target: Mapped[str | None]
    attained: Mapped[str | None]
    attained_percent: Mapped[Decimal | None]
    target_on: Mapped[date | None] = mapped_column(comment="of a time: by when")
    attained_on: Mapped[date | None] = mapped_column(comment="of a time: when")
    evidence: Mapped[str | None]
