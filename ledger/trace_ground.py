"""What a trace stands on: the sources that money came by, and the documents between them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import Connection, text

#: A book and a source in it.
SourceKey = tuple[int, int]
#: Issuer, recipient, document and its line.
LineKey = tuple[str, str, str, int]
Direction = Literal["down", "up"]


@dataclass
class Station:
    """A source that money came by, and what stands on its accounts, in fen."""

    key: SourceKey
    division_name: str
    level: str
    kind: str
    document_no: str
    occurred_on: date
    evidence: str | None
    issuer: str | None
    #: Under which line of which document it was received; None: it did not come from a book above.
    received_under: LineKey | None
    #: By kind and project; 0: the whole of the source.
    standing: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def origin(self) -> int:
        """All that came in."""
        return -self.standing.get(("origin", 0), 0)


@dataclass
class Line:
    """A line of a document: what each source above gave under it, and which sources got it."""

    key: LineKey
    given: dict[SourceKey, int] = field(default_factory=dict)
    receivers: list[SourceKey] = field(default_factory=list)
    #: The first issue under it, which pages lead to.
    issue_id: int = 0
    issued_on: date | None = None
    evidence: str | None = None


@dataclass
class Ground:
    """All of it, and the names of projects."""

    stations: dict[SourceKey, Station]
    lines: dict[LineKey, Line]
    projects: dict[tuple[int, int], tuple[str, str]]

    def given_by(self, key: SourceKey) -> list[Line]:
        """The lines under which a source gave."""
        return [line for line in self.lines.values() if line.given.get(key)]


#: From a source to those below that received under the documents by which its money was issued,
#: and on; a source met twice is not gone through twice, so this ends whatever was entered.
REACHED_DOWN = """
WITH RECURSIVE reached (book_id, source_id) AS (
    SELECT CAST(:book_id AS integer), CAST(:source_id AS bigint)
    UNION
    SELECT receipt.book_id, receipt.log_position
    FROM reached
    INNER JOIN ledger.transfer_issue AS issue
        ON reached.book_id = issue.book_id AND reached.source_id = issue.source_id
    INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
    INNER JOIN ledger.book AS below ON issue.recipient_division_id = below.division_id
    INNER JOIN ledger.source AS receipt
        ON below.book_id = receipt.book_id AND here.division_id = receipt.issuer_division_id
        AND issue.document_no = receipt.document_no
        AND issue.document_line = receipt.document_line
)
SELECT book_id, source_id FROM reached
"""
#: From a source to those above of which it was issued, and on.
REACHED_UP = """
WITH RECURSIVE reached (book_id, source_id) AS (
    SELECT CAST(:book_id AS integer), CAST(:source_id AS bigint)
    UNION
    SELECT part.book_id, part.source_id
    FROM reached
    INNER JOIN ledger.source AS own
        ON reached.book_id = own.book_id AND reached.source_id = own.log_position
    INNER JOIN ledger.book AS here ON own.book_id = here.book_id
    INNER JOIN ledger.book AS above ON own.issuer_division_id = above.division_id
    INNER JOIN ledger.transfer_issue AS part
        ON above.book_id = part.book_id AND here.division_id = part.recipient_division_id
        AND own.document_no = part.document_no AND own.document_line = part.document_line
)
SELECT book_id, source_id FROM reached
"""
LINES_DOWN = """
SELECT DISTINCT
    here.division_id AS issuer, issue.recipient_division_id AS recipient, issue.document_no,
    issue.document_line
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.transfer_issue AS issue
    ON reached.book_id = issue.book_id AND reached.source_id = issue.source_id
INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
WHERE issue.recipient_division_id IS NOT NULL
"""
LINES_UP = """
SELECT DISTINCT
    own.issuer_division_id AS issuer, here.division_id AS recipient, own.document_no,
    own.document_line
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.source AS own
    ON reached.book_id = own.book_id AND reached.source_id = own.log_position
INNER JOIN ledger.book AS here ON own.book_id = here.book_id
WHERE own.issuer_division_id IS NOT NULL
"""
#: What each source gave under each line, by a day, as known at a moment.
GIVEN = """
SELECT
    line.issuer, line.recipient, line.document_no, line.document_line, part.book_id,
    part.source_id, sum(part.amount) AS amount, min(part.log_position) AS issue_id,
    min(part.occurred_on) AS issued_on, min(part.evidence) AS evidence
FROM ({lines}) AS line
INNER JOIN ledger.book AS above ON line.issuer = above.division_id
INNER JOIN ledger.transfer_issue AS part
    ON above.book_id = part.book_id AND line.recipient = part.recipient_division_id
    AND line.document_no = part.document_no AND line.document_line = part.document_line
WHERE part.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
    AND part.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
    AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = part.book_id AND undoing.reverses_id = part.voucher_id
            AND undoing.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
            AND undoing.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
    )
GROUP BY
    line.issuer, line.recipient, line.document_no, line.document_line, part.book_id,
    part.source_id
ORDER BY part.book_id, part.source_id
"""
RECEIVED = """
SELECT
    line.issuer, line.recipient, line.document_no, line.document_line, receipt.book_id,
    receipt.log_position AS source_id
FROM ({lines}) AS line
INNER JOIN ledger.book AS below ON line.recipient = below.division_id
INNER JOIN ledger.source AS receipt
    ON below.book_id = receipt.book_id AND line.issuer = receipt.issuer_division_id
    AND line.document_no = receipt.document_no AND line.document_line = receipt.document_line
ORDER BY receipt.book_id, receipt.log_position
"""
STATIONS = """
SELECT
    source.book_id, source.log_position AS source_id, division.name AS division_name,
    division.level, book.division_id, source.kind, source.document_no, source.document_line,
    source.occurred_on, source.evidence, source.issuer_division_id,
    coalesce(issuer.name, source.issuer_name) AS issuer
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.source AS source
    ON reached.book_id = source.book_id AND reached.source_id = source.log_position
INNER JOIN ledger.book AS book ON source.book_id = book.book_id
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN ledger.division AS issuer ON source.issuer_division_id = issuer.division_id
"""
STANDING = """
SELECT reached.book_id, standing.source_id, standing.kind, standing.project_id, standing.amount
FROM (
    SELECT each.book_id, array_agg(each.source_id) AS source_ids
    FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[]))
        AS each (book_id, source_id)
    GROUP BY each.book_id
) AS reached
CROSS JOIN LATERAL ledger.balances_as_of(
    reached.book_id, reached.source_ids, NULL, :on, :known_at
) AS standing
WHERE standing.amount <> 0
"""
PROJECTS = """
SELECT project.book_id, project.project_id, project.project_code, project.name
FROM unnest(CAST(:books AS integer[]), CAST(:projects AS bigint[])) AS met (book_id, project_id)
CROSS JOIN LATERAL (
    SELECT known.* FROM facts.project AS known
    WHERE known.book_id = met.book_id AND known.project_id = met.project_id
) AS project
"""


def ground_of(
    connection: Connection,
    start: SourceKey,
    direction: Direction,
    as_of: date | None,
    known_at: datetime | None,
) -> Ground:
    """Reads all that a trace from a source needs, in a few questions whatever its length.

    Args:
        connection: to the ledger.
        start: the source.
        direction: down to whom its money reached, or up to where it came from.
        as_of: only what happened up to this day; None: up to now.
        known_at: only what was written up to this moment; None: all of it.
    """
    reached = connection.execute(
        text(REACHED_DOWN if direction == "down" else REACHED_UP),
        {"book_id": start[0], "source_id": start[1]},
    )
    keys = {(row.book_id, row.source_id) for row in reached}
    when: dict[str, object] = {"on": as_of, "known_at": known_at}
    lines = lines_of(connection, keys, LINES_DOWN if direction == "down" else LINES_UP, when)
    keys |= {key for line in lines.values() for key in line.receivers}
    stations = {
        (row.book_id, row.source_id): Station(
            (row.book_id, row.source_id),
            row.division_name,
            row.level,
            row.kind,
            row.document_no,
            row.occurred_on,
            row.evidence,
            row.issuer,
            None
            if row.issuer_division_id is None
            else (row.issuer_division_id, row.division_id, row.document_no, row.document_line),
        )
        for row in connection.execute(text(STATIONS), arrays(keys))
    }
    for row in connection.execute(text(STANDING), arrays(keys) | when):
        standing = stations[row.book_id, row.source_id].standing
        standing[row.kind, row.project_id] = fen(row.amount)
    met = sorted(
        {(key[0], project) for key, at in stations.items() for _, project in at.standing if project}
    )
    projects = connection.execute(
        text(PROJECTS), {"books": [book for book, _ in met], "projects": [each for _, each in met]}
    )
    return Ground(
        stations,
        lines,
        {(row.book_id, row.project_id): (row.project_code, row.name) for row in projects},
    )


def lines_of(
    connection: Connection, keys: set[SourceKey], lines: str, when: dict[str, object]
) -> dict[LineKey, Line]:
    """The lines of documents between sources, with all who gave and received under each."""
    found: dict[LineKey, Line] = {}
    for row in connection.execute(text(GIVEN.format(lines=lines)), arrays(keys) | when):
        key = (row.issuer, row.recipient, row.document_no, row.document_line)
        line = found.setdefault(key, Line(key))
        line.given[row.book_id, row.source_id] = fen(row.amount)
        if line.issued_on is None or row.issued_on < line.issued_on:
            line.issue_id, line.issued_on, line.evidence = row.issue_id, row.issued_on, row.evidence
    for row in connection.execute(text(RECEIVED.format(lines=lines)), arrays(keys)):
        key = (row.issuer, row.recipient, row.document_no, row.document_line)
        found.setdefault(key, Line(key)).receivers.append((row.book_id, row.source_id))
    return found


def arrays(keys: set[SourceKey]) -> dict[str, object]:
    """Sources as two arrays."""
    ordered = sorted(keys)
    return {"books": [book for book, _ in ordered], "sources": [source for _, source in ordered]}


def fen(amount: Decimal) -> int:
    """An amount of the ledger, which has whole fen, in fen."""
    return int(amount * 100)
