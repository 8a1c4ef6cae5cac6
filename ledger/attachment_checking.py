"""Compares the store of attachments with the ledger: what is missing, altered, or nobody's."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from ledger.attachment_stores import (
    AttachmentStore,
    ContentAltered,
    ContentLost,
    checked_content,
)
from ledger.database import rows_of


@dataclass(frozen=True)
class Standing:
    """Where a content stands: who misses it if it is not there."""

    sha256: str
    file_name: str
    division_name: str
    voucher: str


@dataclass
class Verified:
    """What a comparison found."""

    #: Contents that are what was handed in.
    sound: int = 0
    missing: list[Standing] = field(default_factory=list)
    altered: list[Standing] = field(default_factory=list)
    #: Stored, but no fact speaks of it: an upload that was killed before its fact was written, or
    #: a fact that came after the backup from which the database was restored.
    orphaned: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every content the ledger speaks of is there, unaltered."""
        return not (self.missing or self.altered)


STANDING = """
SELECT
    paper.sha256, paper.file_name, book.division_name,
    voucher.period || '-' || voucher.number AS voucher
FROM ledger.attachment AS paper
INNER JOIN facts.book AS book ON paper.book_id = book.book_id
INNER JOIN ledger.voucher AS voucher
    ON paper.book_id = voucher.book_id AND paper.voucher_id = voucher.log_position
WHERE paper.content_sha256 = :sha256
ORDER BY paper.book_id, paper.log_position
"""


def verify_attachments(connection: Connection, store: AttachmentStore) -> Verified:
    """Reads every content again, and looks for contents that nobody speaks of.

    Raises:
        SystemFailed: the store does not answer.
    """
    verified = Verified()
    # Listed before the ledger is asked: what is handed in meanwhile is nobody's for a moment.
    stored = set(store.stored())
    known = set(connection.execute(text("SELECT sha256 FROM ledger.attachment_content")).scalars())
    verified.orphaned = sorted(stored - known)
    for sha256 in sorted(known):
        try:
            with checked_content(store, sha256):
                verified.sound += 1
        except ContentLost:
            verified.missing += standing(connection, sha256)
        except ContentAltered:
            verified.altered += standing(connection, sha256)
    return verified


def standing(connection: Connection, sha256: str) -> list[Standing]:
    """The vouchers that stand on a content."""
    return rows_of(Standing, connection.execute(text(STANDING), {"sha256": sha256}))
