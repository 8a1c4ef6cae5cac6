"""What was imported, from which file, by whom: the same file is taken once (promise 7)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, rows_of

#: Of an import, the vouchers that are named; a batch of thousands has few, single rows one each.
MOST_VOUCHERS = 50
VOUCHERS = """
SELECT
    voucher.book_id, voucher.log_position AS voucher_id, voucher.period, voucher.number,
    voucher.event
FROM ledger.import_batch AS batch
INNER JOIN ledger.voucher AS voucher
    ON batch.book_id = voucher.book_id AND batch.log_position < voucher.log_position
    AND batch.log_position = voucher.import_id
WHERE batch.file_sha256 = :sha256
ORDER BY voucher.book_id, voucher.log_position
LIMIT :limit
"""


class ImportBatch(Base, AuthoredFact):
    """One file's share in one book; its log position is the import_id of what came with it."""

    __tablename__ = "import_batch"
    __table_args__ = (UniqueConstraint("book_id", "file_sha256"),)

    file_name: Mapped[str]
    file_sha256: Mapped[str]
    partial: Mapped[bool] = mapped_column(
        comment="holds only part of what happened: what is not in it may still have been done"
    )
    draft_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("draft.draft_id"))
    reviewed_by: Mapped[str | None]
    posted_by: Mapped[str | None]


@dataclass(frozen=True)
class Imported:
    """A file that was imported, and one of the books it went into."""

    book_id: int
    division_name: str
    file_name: str
    recorded_at: datetime
    recorded_by: str


def imported(
    connection: Connection, file_sha256: str | None = None, limit: int = 20
) -> list[Imported]:
    """What was imported last, or the books that one file went into."""
    rows = connection.execute(
        text(
            "SELECT batch.book_id, division.name AS division_name, batch.file_name,"
            " batch.recorded_at, batch.recorded_by"
            " FROM ledger.import_batch AS batch"
            " INNER JOIN ledger.book AS book ON batch.book_id = book.book_id"
            " INNER JOIN ledger.division AS division ON book.division_id = division.division_id"
            " WHERE CAST(:sha256 AS text) IS NULL OR batch.file_sha256 = :sha256"
            " ORDER BY batch.recorded_at DESC, batch.book_id LIMIT :limit"
        ),
        {"sha256": file_sha256, "limit": limit},
    )
    return rows_of(Imported, rows)


def imported_by_others(connection: Connection, authors: list[str]) -> bool:
    """Whether anything was imported that none of these authors brought."""
    found = connection.execute(
        text("SELECT EXISTS (SELECT FROM ledger.import_batch WHERE recorded_by <> ALL(:authors))"),
        {"authors": authors},
    )
    return bool(found.scalar_one())


@dataclass(frozen=True)
class PostedVoucher:
    """A voucher that an import opened."""

    book_id: int
    voucher_id: int
    period: int
    number: int
    event: str


def posted_vouchers(connection: Connection, file_sha256: str) -> list[PostedVoucher]:
    """The first vouchers that an import opened."""
    asked = {"sha256": file_sha256, "limit": MOST_VOUCHERS}
    return rows_of(PostedVoucher, connection.execute(text(VOUCHERS), asked))
