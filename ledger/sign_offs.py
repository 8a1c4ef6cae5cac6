"""The four-party sign-off (四联签) of Hebei: who has to sign for a payment, in which order."""

from dataclasses import dataclass
from datetime import date

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

from ledger.database import PERSONAL, AuthoredFact, Base, Code, Salted, rows_of
from ledger.vouchers import sql_list

SIGN_OFF_KINDS = ("person", "project")
#: Who signs; how many of each and in which order is said by `facts.sign_off_requirement`.
SIGNER_ROLES = (
    "implementing_unit",
    "village_supervision_committee",
    "village_party_branch",
    "village_committee",
    "township_cadre",
    "township_head",
    "county_payment_officer",
    "county_head",
)


class SignOff(Base, AuthoredFact):
    """A sheet that is signed: for a project's last payment, or for a batch paid to persons."""

    __tablename__ = "sign_off"
    __table_args__ = (
        UniqueConstraint("book_id", "sign_off_code"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        Index(None, "book_id", "project_id"),
        CheckConstraint(f"kind IN {sql_list(SIGN_OFF_KINDS)}", name="kind"),
        # A batch is paid to persons, and signed for village by village.
        CheckConstraint(
            "(kind = 'person') = (batch_no IS NOT NULL AND village IS NOT NULL)", name="subject"
        ),
    )

    sign_off_code: Mapped[Code]
    kind: Mapped[str]
    project_id: Mapped[int] = mapped_column(BigInteger)
    batch_no: Mapped[str | None] = mapped_column(comment="of the payments to persons")
    village: Mapped[str | None] = mapped_column(comment="whose persons were paid")
    evidence: Mapped[str | None]


class Signature(Base, AuthoredFact, Salted):
    """One hand under a sheet, in its role and on its day."""

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "sign_off_id"], ["sign_off.book_id", "sign_off.log_position"]
        ),
        Index(None, "book_id", "sign_off_id"),
        CheckConstraint(f"role IN {sql_list(SIGNER_ROLES)}", name="role"),
    )

    external_reference: Mapped[Code]
    sign_off_id: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str]
    signer: Mapped[str] = mapped_column(info=PERSONAL)
    signed_on: Mapped[date]


@dataclass(frozen=True)
class SignOffRecord:
    """A sheet with what is missing of it."""

    sign_off_code: str
    kind: str
    batch_no: str | None
    village: str | None
    required: bool
    complete: bool
    in_order: bool
    completed_on: date | None
    #: The roles whose hands are missing.
    missing: list[str]
    evidence: str | None


SIGN_OFFS_OF_PROJECT = """
SELECT
    sign_off_code, kind, batch_no, village, required, complete, in_order, completed_on, missing,
    evidence
FROM facts.sign_off
WHERE book_id = :book_id AND project_id = :project_id
ORDER BY sign_off_id
"""


def sign_offs_of(connection: Connection, book_id: int, project_id: int) -> list[SignOffRecord]:
    """The sheets that were signed for a project, as they were recorded."""
    rows = connection.execute(
        text(SIGN_OFFS_OF_PROJECT), {"book_id": book_id, "project_id": project_id}
    )
    return rows_of(SignOffRecord, rows)
