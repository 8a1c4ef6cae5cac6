"""Follows money both ways: a payment up to its origins, a source down to whom it reached."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from ledger.book_sights import WHY_IT_ENDS, BookSight
from ledger.database import rows_of
from ledger.flow_making import yuan
from ledger.language import Text
from ledger.sources import ANSWERING_KINDS
from ledger.trace_ground import Ground, Line, SourceKey, Station, ground_of
from ledger.transfers import OUT_OF_REACH, RECEIPT


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
    #: What may be said of that book; None: no place of ours issued it.
    issuer_book: BookSight | None = None
    #: It was received under a document of another book, whether or not that book is kept here.
    given_by_another: bool = False

    @property
    def why_it_ends(self) -> Text:
        """Why a way that ends here does, after the name of its issuer."""
        return WHY_IT_ENDS[self.issuer_book or "not_kept"]


def origins(
    connection: Connection,
    book_id: int,
    source_id: int,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[Step]:
    """The way of a source's money back to where it first arrived, nearest first.

    Each receipt is followed by the issue above that answers it, where that is on record here, and
    what was issued of one source in parts is one station; a way that ends with a receipt ends with
    the name of its issuer. From money carried over it goes on to the source of the year before.

    Args:
        connection: to the ledger.
        book_id: the book.
        source_id: a source of it.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    start = (book_id, source_id)
    ground = ground_of(connection, start, "up", as_of, known_at)
    steps: list[Step] = []
    gone_on: set[SourceKey] = set()
    level: list[tuple[SourceKey, Line | None]] = [(start, None)]
    while level:
        above: list[tuple[SourceKey, Line | None]] = []
        for key, line in level:
            if line:
                steps.append(issue_step(len(steps), ground.stations[key], line))
            steps.append(arrival_step(len(steps), ground.stations[key]))
            if key not in gone_on:
                gone_on.add(key)
                above += givers(ground, ground.stations[key])
        level = sorted(above, key=lambda each: each[0][1])
    return steps


def givers(ground: Ground, at: Station) -> list[tuple[SourceKey, Line | None]]:
    """The sources that a source came from, and the line of a document under which they gave."""
    under = at.received_under
    if under is None:
        return []
    if at.kind == "carry_over":
        return [((at.key[0], int(under[2])), None)]
    line = ground.lines.get(under) if at.kind in ANSWERING_KINDS else None
    return [(key, line) for key in line.given] if line else []


def issue_step(depth: int, at: Station, line: Line) -> Step:
    """What a source gave under a line."""
    issue = line.issues[at.key]
    return Step(
        depth,
        at.key[0],
        at.division_name,
        at.level,
        "issued",
        line.key[2],
        issue.issued_on,
        yuan(line.given[at.key]),
        issue.issue_id,
        at.key[1],
        issue.evidence,
    )


def arrival_step(depth: int, at: Station) -> Step:
    """How money arrived in a source; of one that was reversed what had arrived."""
    return Step(
        depth,
        at.key[0],
        at.division_name,
        at.level,
        at.kind,
        at.document_no,
        at.occurred_on,
        yuan(at.origin or at.arrived),
        at.key[1],
        at.key[1],
        at.evidence,
        at.issuer,
        at.issuer_book,
        at.kind in {"transfer", "paired_aid", "opening"}
        or (at.kind == "bond" and at.received_under is not None),
    )


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
    #: Whether the book that it was issued to cannot be seen by whoever asks.
    out_of_reach: bool


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
    NULL AS project_id,
    {OUT_OF_REACH} AS out_of_reach
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
    assignment.book_id, assignment.log_position, NULL, NULL, assignment.project_id, FALSE
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
    CASE WHEN taken.new_source_id IS NOT NULL THEN taken.book_id END, taken.new_source_id, NULL,
    FALSE
FROM facts.take_back AS taken
LEFT JOIN ledger.source AS next_year
    ON taken.book_id = next_year.book_id AND taken.new_source_id = next_year.log_position
WHERE taken.book_id = :book_id AND taken.source_id = :source_id
UNION ALL
SELECT
    'opened', project.project_code || ' ' || project.name, source.document_no,
    opening.occurred_on, opening.amount, opening.book_id, opening.log_position, NULL, NULL,
    opening.project_id, FALSE
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
