"""The papers of a project: those of all vouchers that moved its money."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from ledger.database import rows_of


@dataclass(frozen=True)
class ProjectPaper:
    """A paper of one of a project's vouchers; without a name only its fingerprint is known."""

    attachment_id: int
    voucher_id: int
    voucher: str
    event: str
    file_name: str | None
    sha256: str
    recorded_at: datetime


#: From the papers to the entries: a book has far fewer of those.
PAPERS = """
SELECT
    paper.attachment_id, paper.voucher_id, voucher.period || '-' || voucher.number AS voucher,
    voucher.event, paper.file_name, paper.sha256, paper.recorded_at
FROM facts.attachment AS paper
INNER JOIN ledger.voucher AS voucher
    ON paper.book_id = voucher.book_id AND paper.voucher_id = voucher.log_position
WHERE paper.book_id = :book_id AND EXISTS (
    SELECT FROM ledger.entry AS entry
    WHERE entry.book_id = paper.book_id AND entry.voucher_id = paper.voucher_id
        AND :project_id IN (entry.credit_project_id, entry.debit_project_id)
)
ORDER BY paper.attachment_id DESC
LIMIT :limit
"""


def papers_of_project(
    connection: Connection, book_id: int, project_id: int, limit: int
) -> list[ProjectPaper]:
    """The papers of a project's vouchers, the last handed in first, at most so many."""
    rows = connection.execute(
        text(PAPERS), {"book_id": book_id, "project_id": project_id, "limit": limit}
    )
    return rows_of(ProjectPaper, rows)
