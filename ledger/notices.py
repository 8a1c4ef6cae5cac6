"""A notice is a disclosure: what, where, from when to when, with its evidence."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, VersionedFact
from ledger.vouchers import sql_list

NOTICE_KINDS = (
    "allocation_result",
    "budget",
    "yearly_plan",
    "project_library",
    "integration_plan",
    "before_start",
    "after_completion",
    "beneficiaries",
    "bid_candidate",
    "single_source",
    "village_affairs",
    "village_finances",
    "other",
)
NOTICE_CHANNELS = (
    "government_website",
    "department_website",
    "township_board",
    "village_board",
    "project_site",
    "newspaper",
    "other",
)
NOTICE_LEVELS = ("province", "city", "county", "township", "village")


class Notice(Base, VersionedFact):
    """One version of a notice; it is about a document or about a project."""

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "notice_code_idx",
            "book_id",
            "notice_code",
            unique=True,
            postgresql_where="log_position = notice_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "notice_replacement_idx",
            "book_id",
            "notice_id",
            postgresql_where="log_position <> notice_id",
        ),
        ForeignKeyConstraint(["book_id", "notice_id"], ["notice.book_id", "notice.log_position"]),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "document_no"),
        CheckConstraint(f"kind IN {sql_list(NOTICE_KINDS)}", name="kind"),
        CheckConstraint(f"channel IN {sql_list(NOTICE_CHANNELS)}", name="channel"),
        CheckConstraint(f"level IN {sql_list(NOTICE_LEVELS)}", name="level"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        CheckConstraint("(checked_on IS NULL) = (reachable IS NULL)", name="reachable"),
        CheckConstraint("checked_on >= starts_on", name="checked_on"),
    )

    notice_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    notice_code: Mapped[str]
    kind: Mapped[str]
    level: Mapped[str]
    channel: Mapped[str]
    document_no: Mapped[str | None]
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="null: open for good")
    place: Mapped[str | None]
    published_amount: Mapped[Decimal | None] = mapped_column(comment="the sum that it names")
    gives_sources: Mapped[bool | None] = mapped_column(comment="null: nobody has said")
    gives_principle: Mapped[bool | None]
    gives_table: Mapped[bool | None]
    gives_phone: Mapped[bool | None]
    gives_hotline: Mapped[bool | None]
    gives_regions: Mapped[bool | None] = mapped_column(comment="a budget: transfers by region")
    gives_projects: Mapped[bool | None] = mapped_column(comment="special transfers by project")
    exposed: Mapped[str | None] = mapped_column(
        comment="kinds of personal data found in its text, which is not kept; null: not looked at"
    )
    checked_on: Mapped[date | None] = mapped_column(comment="when somebody last looked for it")
    reachable: Mapped[bool | None] = mapped_column(comment="whether it was still there then")
    photo_sha256: Mapped[str | None]
    evidence: Mapped[str | None]
