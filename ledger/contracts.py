"""A contract is the legal duty to pay; a commitment sets a source's money aside for it."""

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

from ledger.database import Base, Code, Fact, VersionedFact, rows_of
from ledger.vouchers import sql_list

#: What changes a contract after its signing: 补充, 调减, 终止.
CONTRACT_CHANGES = ("supplement", "reduction", "termination")
#: What a payment under a contract is for: 预付, 进度, 结算, 质保金.
PAYMENT_STAGES = ("advance", "progress", "settlement", "retention")
CONTRACT_KINDS = ("works", "goods", "services", "survey_design_supervision", "other")


class Contract(Base, VersionedFact):
    """One version of a contract's record."""

    __tablename__ = "contract"
    __table_args__ = (
        Index(
            "contract_code_idx",
            "book_id",
            "contract_code",
            unique=True,
            postgresql_where="log_position = contract_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "contract_replacement_idx",
            "book_id",
            "contract_id",
            postgresql_where="log_position <> contract_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "payee_id"], ["payee.book_id", "payee.log_position"]),
        # A contract that ended before anything was paid comes to nothing.
        CheckConstraint("amount > 0 OR (amount = 0 AND log_position > contract_id)", name="amount"),
        CheckConstraint(f"kind IN {sql_list(CONTRACT_KINDS)}", name="kind"),
        CheckConstraint("retention_percent BETWEEN 0 AND 100", name="retention_percent"),
        CheckConstraint(
            "least(award_amount, estimate_amount, bid_bond_amount, performance_bond_amount) > 0",
            name="award",
        ),
    )

    contract_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    contract_code: Mapped[str]
    project_id: Mapped[int] = mapped_column(BigInteger)
    payee_id: Mapped[int] = mapped_column(BigInteger, comment="the supplier")
    kind: Mapped[str | None]
    procurement_method: Mapped[str | None]
    amount: Mapped[Decimal]
    signed_on: Mapped[date]
    retention_percent: Mapped[Decimal]
    settled_on: Mapped[date | None] = mapped_column(comment="of the final settlement")
    retention_until: Mapped[date | None] = mapped_column(
        comment="the last day on which the retention is still held back"
    )
    awarded_on: Mapped[date | None] = mapped_column(comment="of the notice of award")
    awarded_to: Mapped[str | None] = mapped_column(comment="as the notice of award has it")
    award_amount: Mapped[Decimal | None]
    method_ground: Mapped[str | None] = mapped_column(
        comment="the document on which it was not tendered openly"
    )
    filed_on: Mapped[date | None] = mapped_column(comment="its copy with the finance office")
    published_on: Mapped[date | None]
    estimate_amount: Mapped[Decimal | None] = mapped_column(comment="before it was tendered")
    bid_bond_amount: Mapped[Decimal | None] = mapped_column(comment="asked of each bidder")
    performance_bond_amount: Mapped[Decimal | None]
    evidence: Mapped[str | None]


class Commitment(Base, Fact):
    """Money of a source bound to the contract, out of what the project was assigned, or released.

    The contract itself binds; a supplement binds more; a reduction or the termination releases
    what is not to be paid any longer, back to the project.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        Index(None, "book_id", "contract_id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"kind IN {sql_list(('contract', *CONTRACT_CHANGES))}", name="kind"),
        CheckConstraint(
            "direction = CASE WHEN kind IN ('contract', 'supplement')"
            " THEN 'commit' ELSE 'release' END",
            name="direction",
        ),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    contract_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    direction: Mapped[str]
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class ContractOfProject:
    """A contract in its latest version, and what of it was paid, in yuan."""

    contract_id: int
    contract_code: str
    supplier: str
    amount: Decimal
    signed_on: date
    retention_percent: Decimal
    settled_on: date | None
    retention_until: date | None
    paid: Decimal
    evidence: str | None


CONTRACTS_OF_PROJECT = """
SELECT
    contract.contract_id, contract.contract_code, coalesce(payee.name, '—') AS supplier,
    contract.amount, contract.signed_on, contract.retention_percent, contract.settled_on,
    contract.retention_until, coalesce(paid.amount, 0) AS paid, contract.evidence
FROM facts.contract AS contract
-- Whoever sees projects and no persons sees the contract, not with whom.
LEFT JOIN LATERAL (
    SELECT known.name FROM facts.payee AS known
    WHERE known.book_id = contract.book_id AND known.payee_id = contract.payee_id
) AS payee ON TRUE
LEFT JOIN (
    SELECT contract_id, sum(amount) AS amount
    FROM ledger.balance
    WHERE book_id = :book_id AND kind = 'disbursed' AND project_id = :project_id
        -- An account begins with its source: all others are passed over.
        AND source_id IN (
            SELECT source_id FROM ledger.assignment
            WHERE book_id = :book_id AND project_id = :project_id
            UNION ALL
            SELECT source_id FROM ledger.opening_balance
            WHERE book_id = :book_id AND project_id = :project_id
        )
    GROUP BY contract_id
) AS paid ON contract.contract_id = paid.contract_id
WHERE contract.book_id = :book_id AND contract.project_id = :project_id
ORDER BY contract.signed_on, contract.contract_id
"""


def contracts_of(connection: Connection, book_id: int, project_id: int) -> list[ContractOfProject]:
    """The contracts of a project, the earliest signed first."""
    rows = connection.execute(
        text(CONTRACTS_OF_PROJECT), {"book_id": book_id, "project_id": project_id}
    )
    return rows_of(ContractOfProject, rows)
