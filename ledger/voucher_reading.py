"""Vouchers as people read them: heads, entries with the names of accounts, codes, payments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.language import Text
from ledger.voucher_numbers import ALL

SIDE_NAMES = {"authority": Text("指标", "Authority"), "cash": Text("库款", "Cash")}


@dataclass(frozen=True)
class VoucherHead:
    """A voucher without its entries, and what it comes to (`ledger.voucher_amounts`)."""

    voucher_id: int
    period: int
    number: int
    event: str
    occurred_on: date
    date_precision: str
    summary: str
    recorded_by: str
    #: Who reviewed and who posted it; None where it was posted by no import.
    reviewed_by: str | None
    posted_by: str | None
    recorded_at: datetime
    #: The number of the voucher that it undoes, and of the one that undoes it.
    reverses: str | None
    reversal_reason: str | None
    reversed_by: str | None
    amount: Decimal
    #: How many papers it stands on; None where nobody said.
    papers: int | None
    payments: int

    @property
    def name(self) -> str:
        """Month and number, as addresses and other vouchers name it."""
        return f"{self.period}-{self.number}"


@dataclass(frozen=True)
class VoucherEntry:
    """An entry with the names of what its accounts refer to."""

    voucher_id: int
    line_number: int
    side: str
    amount: Decimal
    source_id: int
    document_no: str
    fund_line: str
    credit_kind: str
    credit_project_id: int | None
    credit_project: str | None
    credit_contract: str | None
    debit_kind: str
    debit_project_id: int | None
    debit_project: str | None
    debit_contract: str | None


@dataclass(frozen=True)
class StatutoryLine:
    """One side of an entry by statutory code; amounts in red are below zero."""

    voucher_id: int
    line_number: int
    chart: str
    side: str
    code: str | None
    account_name: str | None
    amount: Decimal
    standing: str


@dataclass(frozen=True)
class ListedPayment:
    """A payment as it stands on its voucher's list; the account number is masked."""

    voucher_id: int
    disbursement_id: int
    external_reference: str
    payee: str
    account: str | None
    project: str
    amount: Decimal


@dataclass(frozen=True)
class PostedFact:
    """A fact that a voucher posted, and the page that tells of it."""

    page: str
    fact_id: int
    name: str
    amount: Decimal


HEADS = """
WITH head AS MATERIALIZED (
    SELECT *
    FROM facts.voucher
    WHERE book_id = :book_id AND period = :period
        AND number BETWEEN :first AND :last
    ORDER BY number
    LIMIT :limit
)
SELECT
    head.voucher_id, head.period, head.number, head.event, head.occurred_on, head.date_precision,
    head.summary, head.recorded_by, batch.reviewed_by, batch.posted_by, head.recorded_at,
    undone.period || '-' || undone.number AS reverses, head.reversal_reason,
    undoing.period || '-' || undoing.number AS reversed_by,
    moved.amount, papers.papers, paid.payments
FROM head
INNER JOIN ledger.voucher AS own
    ON head.book_id = own.book_id AND head.voucher_id = own.log_position
LEFT JOIN ledger.import_batch AS batch
    ON own.book_id = batch.book_id AND own.import_id = batch.log_position
LEFT JOIN ledger.voucher AS undone
    ON head.book_id = undone.book_id AND head.reverses_id = undone.log_position
LEFT JOIN facts.voucher AS undoing
    ON head.book_id = undoing.book_id AND head.voucher_id = undoing.reverses_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(entry.amount), 0) AS amount
    FROM ledger.amount_entry AS entry
    WHERE entry.book_id = head.book_id AND entry.voucher_id = head.voucher_id
) AS moved
CROSS JOIN LATERAL (
    SELECT count(*) AS payments, sum(paid.attachment_count) AS counted
    FROM ledger.disbursement AS paid
    WHERE paid.book_id = head.book_id AND paid.voucher_id = head.voucher_id
) AS paid
CROSS JOIN LATERAL (
    SELECT nullif(greatest(paid.counted, count(*)), 0)::integer AS papers
    FROM ledger.attachment AS attached
    WHERE attached.book_id = head.book_id AND attached.voucher_id = head.voucher_id
) AS papers
ORDER BY head.number
"""

ENTRIES = """
SELECT
    entry.voucher_id, entry.line_number, entry.side, entry.amount, entry.source_id,
    source.document_no, fund_line.name AS fund_line,
    entry.credit_kind, entry.credit_project_id, credit_project.named AS credit_project,
    credit_contract.contract_code AS credit_contract,
    entry.debit_kind, entry.debit_project_id, debit_project.named AS debit_project,
    debit_contract.contract_code AS debit_contract
FROM ledger.entry AS entry
INNER JOIN ledger.source AS source
    ON entry.book_id = source.book_id AND entry.source_id = source.log_position
INNER JOIN ledger.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
LEFT JOIN LATERAL (
    SELECT known.project_code || ' ' || known.name AS named FROM facts.project AS known
    WHERE known.book_id = entry.book_id AND known.project_id = entry.credit_project_id
) AS credit_project ON TRUE
LEFT JOIN LATERAL (
    SELECT known.project_code || ' ' || known.name AS named FROM facts.project AS known
    WHERE known.book_id = entry.book_id AND known.project_id = entry.debit_project_id
) AS debit_project ON TRUE
LEFT JOIN ledger.contract AS credit_contract
    ON entry.book_id = credit_contract.book_id
    AND entry.credit_contract_id = credit_contract.log_position
LEFT JOIN ledger.contract AS debit_contract
    ON entry.book_id = debit_contract.book_id
    AND entry.debit_contract_id = debit_contract.log_position
WHERE entry.book_id = :book_id AND entry.voucher_id = ANY(:voucher_ids)
ORDER BY entry.voucher_id, entry.line_number
"""

STATUTORY_LINES = """
SELECT voucher_id, line_number, chart, side, code, account_name, amount, standing
FROM facts.statutory_line
WHERE book_id = :book_id AND voucher_id = ANY(:voucher_ids)
ORDER BY
    voucher_id, line_number, array_position(ARRAY['general', 'financial', 'budget'], chart),
    side = 'credit'
"""

PAYMENTS = """
SELECT
    paid.voucher_id, paid.log_position AS disbursement_id, paid.external_reference,
    coalesce(paid.payee_name, payee.name, '—') AS payee, account.number_masked AS account,
    project.project_code || ' ' || project.name AS project, paid.amount
FROM ledger.disbursement AS paid
LEFT JOIN LATERAL (
    SELECT known.name FROM facts.payee AS known
    WHERE known.book_id = paid.book_id AND known.payee_id = paid.payee_id
) AS payee ON TRUE
CROSS JOIN LATERAL (
    SELECT known.project_code, known.name FROM facts.project AS known
    WHERE known.book_id = paid.book_id AND known.project_id = paid.project_id
) AS project
LEFT JOIN ledger.bank_account AS account
    ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position
WHERE paid.book_id = :book_id AND paid.voucher_id = ANY(:voucher_ids)
ORDER BY paid.voucher_id, paid.log_position
LIMIT :limit
"""

POSTED = """
SELECT 'sources' AS page, log_position AS fact_id, document_no AS name, amount
FROM ledger.source WHERE book_id = :book_id AND voucher_id = :voucher_id
UNION ALL
SELECT 'transfers', log_position, document_no, amount
FROM ledger.transfer_issue WHERE book_id = :book_id AND voucher_id = :voucher_id
"""


def voucher_heads(
    connection: Connection,
    book_id: int,
    period: int,
    numbers: tuple[int, int] = (1, ALL),
    limit: int = ALL,
) -> list[VoucherHead]:
    """The vouchers of a book and month in the order of their numbers, from one to another."""
    asked = {"book_id": book_id, "period": period, "first": numbers[0], "last": numbers[1]}
    return rows_of(VoucherHead, connection.execute(text(HEADS), asked | {"limit": limit}))


def voucher_entries(
    connection: Connection, book_id: int, voucher_ids: list[int]
) -> list[VoucherEntry]:
    """The entries of vouchers, voucher by voucher."""
    asked = {"book_id": book_id, "voucher_ids": voucher_ids}
    return rows_of(VoucherEntry, connection.execute(text(ENTRIES), asked))


def statutory_lines(
    connection: Connection, book_id: int, voucher_ids: list[int]
) -> list[StatutoryLine]:
    """The cash of vouchers by statutory code, entry by entry."""
    asked = {"book_id": book_id, "voucher_ids": voucher_ids}
    return rows_of(StatutoryLine, connection.execute(text(STATUTORY_LINES), asked))


def listed_payments(
    connection: Connection, book_id: int, voucher_ids: list[int], limit: int = ALL
) -> list[ListedPayment]:
    """The payments of vouchers in the order in which they were written."""
    asked = {"book_id": book_id, "voucher_ids": voucher_ids, "limit": limit}
    return rows_of(ListedPayment, connection.execute(text(PAYMENTS), asked))


def posted_facts(connection: Connection, book_id: int, voucher_id: int) -> list[PostedFact]:
    """The sources and transfers that a voucher posted."""
    asked = {"book_id": book_id, "voucher_id": voucher_id}
    return rows_of(PostedFact, connection.execute(text(POSTED), asked))
