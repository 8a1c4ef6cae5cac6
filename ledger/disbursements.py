"""A disbursement is money actually paid to a payee, from one source, for one project."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Connection, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import PERSONAL, Base, Code, Fact, SaltedAtNeed, rows_of


class Disbursement(Base, Fact, SaltedAtNeed):
    """One payment. A batch to many households is one voucher with many of these.

    Its references and codes are checked once a statement by the trigger `disbursement_references`,
    not row by row: docs/decisions/0004 says why.
    """

    __tablename__ = "disbursement"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        # The payments of a voucher.
        Index(None, "book_id", "voucher_id"),
        # What was paid of a claim, and what was paid again of a bounced payment.
        Index(
            "disbursement_claim_idx",
            "book_id",
            "claim_id",
            "log_position",
            postgresql_where="claim_id IS NOT NULL",
        ),
        Index(
            "disbursement_reissue_idx",
            "book_id",
            "reissue_of",
            postgresql_where="reissue_of IS NOT NULL",
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("economic_class ~ '^3[0-9]{2}([0-9]{2})?$'", name="economic_class"),
        CheckConstraint("(salt IS NULL) = (payee_name IS NULL)", name="salt"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    contract_id: Mapped[int | None] = mapped_column(BigInteger)
    claim_id: Mapped[int | None] = mapped_column(BigInteger)
    payee_id: Mapped[int] = mapped_column(BigInteger)
    bank_account_id: Mapped[int | None] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    occurred_on: Mapped[date] = mapped_column(comment="paid on")
    approved_on: Mapped[date | None] = mapped_column(comment="the request was approved on")
    period_from: Mapped[date | None] = mapped_column(comment="first day a subsidy is paid for")
    attachment_count: Mapped[int | None] = mapped_column(comment="papers, as the clerk counts")
    amount: Mapped[Decimal]
    approval_limit: Mapped[Decimal | None] = mapped_column(comment="of the approver, in yuan")
    external_reference: Mapped[Code]
    payee_name: Mapped[str | None] = mapped_column(
        comment="as written on the payment, where it is not the payee's registered name",
        info=PERSONAL,
    )
    stage: Mapped[str | None] = mapped_column(comment="what of its contract it pays")
    reissue_of: Mapped[Code | None] = mapped_column(
        comment="external reference of the bounced payment that it pays again"
    )
    method: Mapped[str]
    cash_purpose: Mapped[str | None]
    economic_class: Mapped[str | None] = mapped_column(
        comment="of the department's spending: three digits, or five"
    )
    purpose: Mapped[str | None]
    approved_by: Mapped[str | None]
    invoice_no: Mapped[str | None]
    batch_no: Mapped[str | None]
    evidence: Mapped[str | None]


@dataclass(frozen=True)
class Payment:
    """A disbursement as people read it, with the names of what it refers to."""

    book_id: int
    disbursement_id: int
    external_reference: str
    occurred_on: date
    amount: Decimal
    payee: str
    account: str | None
    project_id: int
    project_code: str
    project_name: str
    contract_code: str | None
    claim_id: int | None
    claim_code: str | None
    stage: str | None
    #: The bounced payment that it pays again, and the payments that paid it again: references.
    reissue_of: str | None
    reissued_as: list[str] | None
    source_id: int
    voucher_id: int
    voucher: str
    recorded_by: str
    reversed: bool
    #: What of it came back, in yuan.
    refunded: Decimal
    method: str
    cash_purpose: str | None
    economic_class: str | None
    purpose: str | None
    approved_on: date | None
    approved_by: str | None
    invoice_no: str | None
    batch_no: str | None
    evidence: str | None


#: The page is cut first: names are looked up for its rows only.
PAYMENTS = """
WITH paid AS MATERIALIZED (
    SELECT *
    FROM ledger.disbursement
    WHERE book_id = :book_id
        AND (CAST(:disbursement_id AS bigint) IS NULL OR log_position = :disbursement_id)
        AND (CAST(:reference AS text) IS NULL OR external_reference = :reference)
        AND (CAST(:project_id AS bigint) IS NULL OR project_id = :project_id)
        AND (CAST(:claim_id AS bigint) IS NULL OR claim_id = :claim_id)
        AND (CAST(:before AS bigint) IS NULL OR log_position < :before)
    ORDER BY log_position DESC
    LIMIT :limit
)
SELECT
    paid.book_id, paid.log_position AS disbursement_id, paid.external_reference,
    paid.occurred_on, paid.amount,
    -- Whoever sees money and no persons sees that it was paid, not to whom.
    coalesce(paid.payee_name, payee.name, '—') AS payee,
    account.number_masked AS account, paid.project_id, paid.voucher_id, project.project_code,
    project.name AS project_name, contract.contract_code, paid.claim_id, claim.claim_code,
    paid.stage, paid.reissue_of,
    (
        SELECT array_agg(again.external_reference ORDER BY again.log_position)
        FROM ledger.disbursement AS again
        WHERE again.book_id = paid.book_id AND again.reissue_of = paid.external_reference
    ) AS reissued_as,
    paid.source_id,
    voucher.period || '-' || voucher.number AS voucher, voucher.recorded_by,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
    ) AS reversed,
    (
        SELECT coalesce(sum(refund.amount), 0)
        FROM facts.refund AS refund
        WHERE refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
    ) AS refunded,
    paid.method, paid.cash_purpose, paid.economic_class, paid.purpose, paid.approved_on,
    paid.approved_by, paid.invoice_no, paid.batch_no, paid.evidence
FROM paid
INNER JOIN ledger.voucher AS voucher
    ON paid.book_id = voucher.book_id AND paid.voucher_id = voucher.log_position
LEFT JOIN LATERAL (
    SELECT known.name FROM facts.payee AS known
    WHERE known.book_id = paid.book_id AND known.payee_id = paid.payee_id
) AS payee ON TRUE
CROSS JOIN LATERAL (
    SELECT known.project_code, known.name FROM facts.project AS known
    WHERE known.book_id = paid.book_id AND known.project_id = paid.project_id
) AS project
LEFT JOIN ledger.contract AS contract
    ON paid.book_id = contract.book_id AND paid.contract_id = contract.log_position
LEFT JOIN ledger.claim AS claim
    ON paid.book_id = claim.book_id AND paid.claim_id = claim.log_position
LEFT JOIN ledger.bank_account AS account
    ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position
ORDER BY paid.log_position DESC
"""


def payments(
    connection: Connection,
    book_id: int,
    *,
    disbursement_id: int | None = None,
    reference: str | None = None,
    project_id: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Payment]:
    """Payments of a book, the last written first; `before` goes on from an earlier page."""
    return _payments(
        connection,
        book_id,
        disbursement_id=disbursement_id,
        reference=reference,
        project_id=project_id,
        before=before,
        limit=limit,
    )


def payments_of_claim(
    connection: Connection, book_id: int, claim_id: int, limit: int = 50
) -> list[Payment]:
    """What was paid of a claim, the last written first."""
    return _payments(connection, book_id, claim_id=claim_id, limit=limit)


def _payments(
    connection: Connection, book_id: int, *, limit: int, **asked: int | str | None
) -> list[Payment]:
    """The payments that have what is asked for; what is not asked for does not matter."""
    nothing = dict.fromkeys(("disbursement_id", "reference", "project_id", "claim_id", "before"))
    rows = connection.execute(
        text(PAYMENTS), nothing | asked | {"book_id": book_id, "limit": limit}
    )
    return rows_of(Payment, rows)
