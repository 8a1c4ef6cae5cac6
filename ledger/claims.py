"""A claim asks for project money to be paid, with its grounds; its steps are dated and signed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.contracts import PAYMENT_STAGES
from ledger.database import PERSONAL, AuthoredFact, Base, Code, Salted, rows_of
from ledger.vouchers import sql_list

CLAIM_STEPS = ("checked", "approved", "returned")


class Claim(Base, AuthoredFact, Salted):
    """A request for payment as it was handed in; what was sent back is claimed anew."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("book_id", "claim_code"),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        # The claims of a project.
        Index(None, "book_id", "project_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"stage IN {sql_list(PAYMENT_STAGES)}", name="stage"),
        CheckConstraint("progress_percent BETWEEN 0 AND 100", name="progress_percent"),
    )

    claim_code: Mapped[Code]
    project_id: Mapped[int] = mapped_column(BigInteger)
    contract_id: Mapped[int | None] = mapped_column(BigInteger)
    claimant: Mapped[str] = mapped_column(comment="who asks for the money", info=PERSONAL)
    payee_name: Mapped[str | None] = mapped_column(
        comment="who is to be paid; null: the contract's party, or a list of households",
        info=PERSONAL,
    )
    stage: Mapped[str | None]
    is_final: Mapped[bool] = mapped_column(comment="the last payment of its project or contract")
    amount: Mapped[Decimal]
    progress_percent: Mapped[Decimal | None] = mapped_column(comment="of the work, as claimed")
    submitted_on: Mapped[date]
    fingerprints: Mapped[list[str] | None] = mapped_column(
        ARRAY(Text), comment="SHA-256 of the papers handed in"
    )
    evidence: Mapped[str | None]


class ClaimStep(Base, AuthoredFact):
    """What became of a claim: checked, then approved or returned, on a day and by a person.

    Their order is kept by the trigger `claim_steps_in_order`. That a claim was paid is said by its
    payments.
    """

    __tablename__ = "claim_step"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        UniqueConstraint("book_id", "claim_id", "step"),
        ForeignKeyConstraint(["book_id", "claim_id"], ["claim.book_id", "claim.log_position"]),
        # A claim is decided once.
        Index(
            "claim_decided_once_idx",
            "book_id",
            "claim_id",
            unique=True,
            postgresql_where="step IN ('approved', 'returned')",
        ),
        CheckConstraint(f"step IN {sql_list(CLAIM_STEPS)}", name="step"),
        CheckConstraint("(amount IS NOT NULL) = (step = 'approved')", name="amount"),
        CheckConstraint("step <> 'returned' OR reason IS NOT NULL", name="reason"),
    )

    external_reference: Mapped[Code]
    claim_id: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str]
    occurred_on: Mapped[date]
    actor: Mapped[str] = mapped_column(comment="who did it")
    amount: Mapped[Decimal | None] = mapped_column(comment="approved, at most what was claimed")
    reason: Mapped[str | None] = mapped_column(comment="what was said about it")
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class ClaimRecord:
    """A claim with what became of it, amounts in yuan."""

    claim_id: int
    claim_code: str
    project_id: int
    project_code: str
    project_name: str
    contract_code: str | None
    claimant: str
    payee_name: str | None
    stage: str | None
    is_final: bool
    amount: Decimal
    progress_percent: Decimal | None
    submitted_on: date
    state: str
    approved_amount: Decimal | None
    paid_amount: Decimal
    evidence: str | None


@dataclass(frozen=True)
class ClaimStepRecord:
    """One step of a claim."""

    step: str
    occurred_on: date
    actor: str
    amount: Decimal | None
    reason: str | None
    evidence: str | None


@dataclass(frozen=True)
class ClaimPaper:
    """A paper a claim was handed in with, and where its file is; None: no voucher has the file."""

    sha256: str
    attachment_id: int | None
    voucher_id: int | None
    voucher: str | None
    file_name: str | None


CLAIMS = """
SELECT
    claim.claim_id, claim.claim_code, claim.project_id, project.project_code,
    project.name AS project_name, contract.contract_code, claim.claimant, claim.payee_name,
    claim.stage, claim.is_final, claim.amount, claim.progress_percent, claim.submitted_on,
    claim.state, claim.approved_amount, claim.paid_amount, claim.evidence
FROM facts.claim AS claim
INNER JOIN facts.project AS project
    ON claim.book_id = project.book_id AND claim.project_id = project.project_id
LEFT JOIN ledger.contract AS contract
    ON claim.book_id = contract.book_id AND claim.contract_id = contract.log_position
WHERE claim.book_id = :book_id
    AND (CAST(:claim_id AS bigint) IS NULL OR claim.claim_id = :claim_id)
    AND (CAST(:project_id AS bigint) IS NULL OR claim.project_id = :project_id)
ORDER BY claim.submitted_on, claim.claim_id
"""

STEPS_OF_CLAIM = """
SELECT step, occurred_on, actor, amount, reason, evidence
FROM facts.claim_step
WHERE book_id = :book_id AND claim_id = :claim_id
ORDER BY occurred_on, claim_step_id
"""

#: Where a file stands under several vouchers, the first that it came to is as good as any.
PAPERS_OF_CLAIM = """
SELECT
    given.sha256, paper.attachment_id, paper.voucher_id,
    voucher.period || '-' || voucher.number AS voucher, paper.file_name
FROM ledger.claim AS claim
CROSS JOIN LATERAL unnest(claim.fingerprints) WITH ORDINALITY AS given (sha256, nth)
LEFT JOIN LATERAL (
    SELECT attachment.attachment_id, attachment.voucher_id, attachment.file_name
    FROM facts.attachment AS attachment
    WHERE attachment.book_id = claim.book_id AND attachment.sha256 = given.sha256
        AND attachment.file_name IS NOT NULL
    ORDER BY attachment.attachment_id
    LIMIT 1
) AS paper ON TRUE
LEFT JOIN ledger.voucher AS voucher
    ON voucher.book_id = claim.book_id AND voucher.log_position = paper.voucher_id
WHERE claim.book_id = :book_id AND claim.log_position = :claim_id
ORDER BY given.nth
"""


def claims_of(connection: Connection, book_id: int, project_id: int) -> list[ClaimRecord]:
    """The claims for a project, the earliest first."""
    rows = connection.execute(
        text(CLAIMS), {"book_id": book_id, "claim_id": None, "project_id": project_id}
    )
    return rows_of(ClaimRecord, rows)


def claim(connection: Connection, book_id: int, claim_id: int) -> ClaimRecord | None:
    """One claim, or None where the book has none of that number."""
    rows = connection.execute(
        text(CLAIMS), {"book_id": book_id, "claim_id": claim_id, "project_id": None}
    )
    return next(iter(rows_of(ClaimRecord, rows)), None)


def steps_of_claim(connection: Connection, book_id: int, claim_id: int) -> list[ClaimStepRecord]:
    """What became of a claim, in order."""
    rows = connection.execute(text(STEPS_OF_CLAIM), {"book_id": book_id, "claim_id": claim_id})
    return rows_of(ClaimStepRecord, rows)


def papers_of_claim(connection: Connection, book_id: int, claim_id: int) -> list[ClaimPaper]:
    """The papers of a claim in the order they were given."""
    rows = connection.execute(text(PAPERS_OF_CLAIM), {"book_id": book_id, "claim_id": claim_id})
    return rows_of(ClaimPaper, rows)
