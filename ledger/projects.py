"""A project and its dated steps, from the village's proposal to the hand-over of the asset."""

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

from ledger.database import AuthoredFact, Base, Code, VersionedFact
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
    "started",
    "finished",
    "accepted",
    "settled",
    "handed_over",
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
