"""A progress report says how much of a project's or a contract's work was verified as done."""

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

from ledger.database import AuthoredFact, Base, Code, rows_of


class ProgressReport(Base, AuthoredFact):
    """The share of the work that stood on a day, as somebody verified it.

    It goes back only where a correction says why: the trigger `progress_goes_forward`.
    """

    __tablename__ = "progress_report"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        Index(None, "book_id", "project_id", "contract_id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    )

    external_reference: Mapped[Code]
    project_id: Mapped[int] = mapped_column(BigInteger)
    contract_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="null: of the whole project"
    )
    occurred_on: Mapped[date] = mapped_column(comment="the day it was verified")
    percent: Mapped[Decimal]
    verified_by: Mapped[str]
    correction_reason: Mapped[str | None] = mapped_column(comment="why it is less than before")
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class Progress:
    """A progress report as people read it."""

    occurred_on: date
    contract_code: str | None
    percent: Decimal
    verified_by: str
    correction_reason: str | None
    evidence: str | None


PROGRESS_OF_PROJECT = """
SELECT
    report.occurred_on, contract.contract_code, report.percent, report.verified_by,
    report.correction_reason, report.evidence
FROM facts.progress_report AS report
LEFT JOIN ledger.contract AS contract
    ON report.book_id = contract.book_id AND report.contract_id = contract.log_position
WHERE report.book_id = :book_id AND report.project_id = :project_id
ORDER BY report.occurred_on, report.progress_report_id
"""


def progress_of(connection: Connection, book_id: int, project_id: int) -> list[Progress]:
    """The progress reports of a project and its contracts, the earliest first."""
    rows = connection.execute(
        text(PROGRESS_OF_PROJECT), {"book_id": book_id, "project_id": project_id}
    )
    return rows_of(Progress, rows)
