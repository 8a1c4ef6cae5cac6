"""Follows money both ways: a payment up to its origins, a source down to whom it reached."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.transfers import RECEIPT


@dataclass(frozen=True)
class Step:
    """One station of money on its way: in which book, as what, under which document.

    The amount is what the station came to with its adjustments, in yuan.
    """

    depth: int
    book_id: int
    division_name: str
    level: str
    what: str
    document_no: str
    occurred_on: date
    amount: Decimal
    fact_id: int
    source_id: int
    evidence: str | None
    #: Who issued a transfer that was received, whether or not their book is kept here.
    issuer: str | None = None


#: From one source to its parents: the issue above that answers its document, and that issue's
#: source, and so on; what was issued of one source in parts is one station. From money carried over
#: it goes on to the source of the year before. A parent whose book is not kept here ends the way
#: with its name.
UPWARDS = """
WITH RECURSIVE way AS (
    SELECT
        0 AS depth, source.book_id, source.log_position AS source_id, source.kind,
        source.document_no, source.document_line, source.occurred_on, source.amount,
        source.issuer_division_id, source.issuer_name, source.evidence, source.parent_source_id,
        NULL::bigint AS issue_id, NULL::text AS issued_document_no, NULL::date AS issued_on,
        NULL::numeric AS issued_amount, NULL::text AS issued_evidence
    FROM ledger.source AS source
    WHERE source.book_id = :book_id AND source.log_position = :source_id
    UNION ALL
    SELECT
        way.depth + 1, above.book_id, above.log_position, above.kind, above.document_no,
        above.document_line, above.occurred_on, above.amount, above.issuer_division_id,
        above.issuer_name, above.evidence, above.parent_source_id, issue.issue_id,
        issue.document_no, issue.issued_on, issue.amount, issue.evidence
    FROM way
    INNER JOIN ledger.book AS here ON way.book_id = here.book_id
    LEFT JOIN ledger.book AS issuer ON way.issuer_division_id = issuer.division_id
    CROSS JOIN LATERAL (
        SELECT
            way.book_id, way.parent_source_id AS source_id, NULL::bigint AS issue_id,
            NULL::text AS document_no, NULL::date AS issued_on, NULL::numeric AS amount,
            NULL::text AS evidence
        WHERE way.kind = 'carry_over'
        UNION ALL
        SELECT
            issuer.book_id, part.source_id, min(part.log_position) AS issue_id,
            way.document_no, min(part.occurred_on) AS issued_on, sum(
                part.amount + coalesce((
                    SELECT sum(adjustment.amount)
                    FROM facts.transfer_adjustment AS adjustment
                    WHERE adjustment.book_id = part.book_id
                        AND adjustment.transfer_issue_id = part.log_position
                ), 0)
            ) AS amount,
            min(part.evidence) AS evidence
        FROM ledger.transfer_issue AS part
        WHERE way.kind IN ('transfer', 'paired_aid', 'bond', 'opening')
            AND part.book_id = issuer.book_id
            AND part.document_no = way.document_no AND part.document_line = way.document_line
            AND part.recipient_division_id = here.division_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = part.book_id AND undoing.reverses_id = part.voucher_id
            )
        GROUP BY part.source_id
    ) AS issue
    INNER JOIN ledger.source AS above
        ON issue.book_id = above.book_id AND issue.source_id = above.log_position
    WHERE way.depth < 30
)
SELECT
    way.*, way.amount + coalesce((
        SELECT sum(adjustment.amount)
        FROM facts.transfer_adjustment AS adjustment
        WHERE adjustment.book_id = way.book_id AND adjustment.source_id = way.source_id
            AND adjustment.side = 'received'
    ), 0) AS net_amount,
    division.name AS division_name, division.level, issuer.name AS issuer_division_name
FROM way
INNER JOIN ledger.book AS book ON way.book_id = book.book_id
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN ledger.division AS issuer ON way.issuer_division_id = issuer.division_id
ORDER BY way.depth, way.source_id
"""


def origins(connection: Connection, book_id: int, source_id: int) -> list[Step]:
    """The way of a source's money back to where it first arrived, nearest first.

    Each receipt is followed by the issue above that answers it, where that is on record here;
    a way that ends with a receipt ends with the name of its issuer.
    """
    steps: list[Step] = []
    for row in connection.execute(text(UPWARDS), {"book_id": book_id, "source_id": source_id}):
        if row.issue_id is not None:
            steps.append(
                Step(
                    len(steps),
                    row.book_id,
                    row.division_name,
                    row.level,
                    "issued",
                    row.issued_document_no,
                    row.issued_on,
                    row.issued_amount,
                    row.issue_id,
                    row.source_id,
                    row.issued_evidence,
                )
            )
        steps.append(
            Step(
                len(steps),
                row.book_id,
                row.division_name,
                row.level,
                row.kind,
                row.document_no,
                row.occurred_on,
                row.net_amount,
                row.source_id,
                row.source_id,
                row.evidence,
                row.issuer_division_name or row.issuer_name,
            )
        )
    return steps


@dataclass(frozen=True)
class Destination:
    """Where some of a source's money went."""

    what: str
    name: str
    document_no: str
    occurred_on: date
    amount: Decimal
    book_id: int
    fact_id: int
    #: The source it became: in the book below, where that book is kept here, or the next year.
    below_book_id: int | None
    below_source_id: int | None
    #: The project it was assigned to.
    project_id: int | None


DOWNWARDS = f"""
SELECT
    'issued' AS what,
    coalesce(division.name, issue.recipient_name) AS name, issue.document_no, issue.occurred_on,
    issue.amount + coalesce((
        SELECT sum(adjustment.amount)
        FROM facts.transfer_adjustment AS adjustment
        WHERE adjustment.book_id = issue.book_id
            AND adjustment.transfer_issue_id = issue.log_position
    ), 0) AS amount,
    issue.book_id, issue.log_position AS fact_id,
    receipt.book_id AS below_book_id, receipt.log_position AS below_source_id,
    NULL AS project_id
FROM ledger.transfer_issue AS issue
INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
LEFT JOIN ledger.division AS division ON issue.recipient_division_id = division.division_id
LEFT JOIN ledger.book AS below ON issue.recipient_division_id = below.division_id
{RECEIPT}WHERE issue.book_id = :book_id AND issue.source_id = :source_id
    AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = issue.book_id AND undoing.reverses_id = issue.voucher_id
    )
UNION ALL
SELECT
    'assigned', project.project_code || ' ' || project.name, assignment.document_no,
    assignment.occurred_on,
    CASE assignment.direction WHEN 'assign' THEN assignment.amount ELSE -assignment.amount END,
    assignment.book_id, assignment.log_position, NULL, NULL, assignment.project_id
FROM ledger.assignment AS assignment
INNER JOIN facts.project AS project
    ON assignment.book_id = project.book_id AND assignment.project_id = project.project_id
WHERE assignment.book_id = :book_id AND assignment.source_id = :source_id
    AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = assignment.book_id AND undoing.reverses_id = assignment.voucher_id
    )
UNION ALL
SELECT
    CASE taken.kind WHEN 'carry_over' THEN 'carried_over' ELSE 'taken_back' END,
    coalesce(next_year.document_no, ''), taken.document_no, taken.occurred_on, taken.amount,
    taken.book_id, taken.take_back_id,
    CASE WHEN taken.new_source_id IS NOT NULL THEN taken.book_id END, taken.new_source_id, NULL
FROM facts.take_back AS taken
LEFT JOIN ledger.source AS next_year
    ON taken.book_id = next_year.book_id AND taken.new_source_id = next_year.log_position
WHERE taken.book_id = :book_id AND taken.source_id = :source_id
UNION ALL
SELECT
    'opened', project.project_code || ' ' || project.name, source.document_no,
    opening.occurred_on, opening.amount, opening.book_id, opening.log_position, NULL, NULL,
    opening.project_id
FROM ledger.opening_balance AS opening
INNER JOIN ledger.source AS source
    ON opening.book_id = source.book_id AND opening.source_id = source.log_position
INNER JOIN facts.project AS project
    ON opening.book_id = project.book_id AND opening.project_id = project.project_id
WHERE opening.book_id = :book_id AND opening.source_id = :source_id
    AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = opening.book_id AND undoing.reverses_id = opening.voucher_id
    )
ORDER BY 4, 7
LIMIT :limit
"""  # noqa: S608  (only a constant of ours goes in)


def destinations(
    connection: Connection, book_id: int, source_id: int, limit: int = 500
) -> list[Destination]:
    """Where the money of a source went: to books below, to projects, out at the end of a year."""
    rows = connection.execute(
        text(DOWNWARDS), {"book_id": book_id, "source_id": source_id, "limit": limit}
    )
    return rows_of(Destination, rows)
