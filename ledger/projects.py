"""A project and its dated steps, from the village's proposal to the hand-over of the asset."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code, VersionedFact, rows_of
from ledger.vouchers import sql_list

CATEGORIES = (
    "industry",
    "employment",
    "relocation",
    "public_posts",
    "education",
    "health",
    "housing",
    "finance",
    "living_conditions",
    "social_security",
    "village_infrastructure",
    "village_services",
    "management_fee",
)
NATURES = ("new", "continued", "rebuilt")
#: In the order of the procedure; the library steps are those up to `county_approved`.
STEPS = (
    "village_proposed",
    "village_resolved",
    "village_posted",
    "township_reviewed",
    "township_posted",
    "county_appraised",
    "county_approved",
    "county_announced",
    "planned",
    "project_approved",
    "change_approved",
    "started",
    "finished",
    "accepted",
    "settled",
    "handed_over",
    "seen_in_use",
    "seen_idle",
    "seen_in_other_use",
    "returned",
    "adjusted",
    "removed",
    "cancelled",
)


class Project(Base, VersionedFact):
    """One version of a project's record in the library."""

    __tablename__ = "project"
    __table_args__ = (
        Index(
            "project_code_idx",
            "book_id",
            "project_code",
            unique=True,
            postgresql_where="log_position = project_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "project_replacement_idx",
            "book_id",
            "project_id",
            postgresql_where="log_position <> project_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(["place_division_id"], ["division.division_id"]),
        CheckConstraint(f"category IN {sql_list(CATEGORIES)}", name="category"),
        CheckConstraint(f"nature IN {sql_list(NATURES)}", name="nature"),
        CheckConstraint("scale_quantity > 0", name="scale_quantity"),
    )

    project_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    project_code: Mapped[str]
    name: Mapped[str]
    category: Mapped[str | None]
    nature: Mapped[str | None]
    place_division_id: Mapped[str | None]
    place: Mapped[str | None]
    planned_start_on: Mapped[date | None]
    planned_finish_on: Mapped[date | None]
    responsible_unit: Mapped[str | None]
    task: Mapped[str | None]
    approved_total: Mapped[Decimal | None]
    feasibility_estimate: Mapped[Decimal | None] = mapped_column(
        comment="the total of the approved feasibility report"
    )
    approved_estimate: Mapped[Decimal | None] = mapped_column(
        comment="the total of the approved preliminary design"
    )
    scale_quantity: Mapped[Decimal | None] = mapped_column(
        Numeric(18, 3), comment="how much is built, in scale_unit"
    )
    scale_unit: Mapped[str | None]
    funding: Mapped[str | None]
    beneficiaries: Mapped[str | None]
    performance_target: Mapped[str | None]
    linkage: Mapped[str | None] = mapped_column(comment="群众参与和带贫减贫机制")
    project_year: Mapped[int | None]
    evidence: Mapped[str | None]


class ProjectStep(Base, AuthoredFact):
    """One step of a project's life and the days on which it was done."""

    __tablename__ = "project_step"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "project_id"),
        CheckConstraint(f"step IN {sql_list(STEPS)}", name="step"),
        CheckConstraint("ends_on >= occurred_on", name="ends_on"),
    )

    external_reference: Mapped[Code]
    project_id: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str]
    occurred_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="of a posting: the last day it hung")
    actor: Mapped[str | None]
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class ProjectRecord:
    """A project as it stands on record now."""

    book_id: int
    project_id: int
    project_code: str
    name: str
    category: str | None
    place: str | None
    responsible_unit: str | None
    task: str | None
    approved_total: Decimal | None
    project_year: int | None
    evidence: str | None


@dataclass(frozen=True)
class StepDone:
    """One step of a project that was done."""

    step: str
    occurred_on: date
    ends_on: date | None
    actor: str | None


@dataclass(frozen=True)
class ProjectMoney:
    """What a project has of one source, in yuan, by how far it has come."""

    source_id: int
    document_no: str
    assigned: Decimal
    committed: Decimal
    disbursed: Decimal


PROJECT = """
SELECT
    latest.book_id, latest.project_id, latest.project_code, latest.name, latest.category,
    coalesce(latest.place, division.name) AS place, latest.responsible_unit, latest.task,
    latest.approved_total, latest.project_year, latest.evidence
FROM facts.project AS latest
LEFT JOIN ledger.division AS division ON latest.place_division_id = division.division_id
WHERE latest.book_id = :book_id AND latest.project_id = :project_id
"""

PROJECT_MONEY = """
SELECT
    balance.source_id, source.document_no,
    coalesce(sum(balance.amount) FILTER (WHERE balance.kind = 'assigned'), 0) AS assigned,
    coalesce(sum(balance.amount) FILTER (WHERE balance.kind = 'committed'), 0) AS committed,
    coalesce(sum(balance.amount) FILTER (WHERE balance.kind = 'disbursed'), 0) AS disbursed
FROM (
    -- Each source once, however often the project was assigned money of it.
    SELECT source_id FROM ledger.assignment
    WHERE book_id = :book_id AND project_id = :project_id
    UNION
    SELECT source_id FROM ledger.opening_balance
    WHERE book_id = :book_id AND project_id = :project_id
) AS given
INNER JOIN ledger.balance AS balance
    ON balance.book_id = :book_id AND given.source_id = balance.source_id
    AND balance.project_id = :project_id
INNER JOIN ledger.source AS source
    ON source.book_id = :book_id AND given.source_id = source.log_position
GROUP BY balance.source_id, source.document_no
ORDER BY balance.source_id
"""


def project(connection: Connection, book_id: int, project_id: int) -> ProjectRecord | None:
    """A project in its latest version, or None if the book has none of that number."""
    found = connection.execute(text(PROJECT), {"book_id": book_id, "project_id": project_id})
    return next(iter(rows_of(ProjectRecord, found)), None)


def steps_of(connection: Connection, book_id: int, project_id: int) -> list[StepDone]:
    """The steps of a project that were done, in the order of their days."""
    rows = connection.execute(
        text(
            "SELECT step, occurred_on, ends_on, actor FROM ledger.project_step"
            " WHERE book_id = :book_id AND project_id = :project_id"
            " ORDER BY occurred_on, log_position"
        ),
        {"book_id": book_id, "project_id": project_id},
    )
    return rows_of(StepDone, rows)


def money_of(connection: Connection, book_id: int, project_id: int) -> list[ProjectMoney]:
    """What a project has of each source."""
    rows = connection.execute(text(PROJECT_MONEY), {"book_id": book_id, "project_id": project_id})
    return rows_of(ProjectMoney, rows)
