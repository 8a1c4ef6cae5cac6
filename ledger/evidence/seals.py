"""Under which checkpoints a fact or a log stands, and who countersigned them: what pages show."""

import base64
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.evidence.log_names import log_name
from ledger.evidence.receipts import Place, SealedUnder, sealed_under
from ledger.evidence.shapes import COMMON_LOG
from ledger.language import Text
from mingzhang_verify import Checkpoint, Key

COUNTERSIGNED = """
SELECT public_key, signed_at
FROM ledger.countersignature
WHERE log_id = :log_id AND tree_size = :tree_size
ORDER BY signed_at, public_key
"""
#: The latest checkpoint of every log that whoever asks may see, the common log first, and up to
#: which fact witnesses have signed: their signature under the common log covers the checkpoints of
#: books that stand in it.
LATEST = """
WITH covered AS (
    SELECT max(under.tree_size) AS common_size
    FROM ledger.countersignature AS under
    WHERE under.log_id = 0
)

SELECT
    log.log_id, place.name AS division_name, latest.tree_size, latest.sealed_at, latest.root,
    (
        SELECT max(signed.tree_size)
        FROM ledger.checkpoint AS signed
        WHERE signed.log_id = log.log_id AND (
            signed.log_position <= covered.common_size
            OR EXISTS (
                SELECT FROM ledger.countersignature AS under
                WHERE under.log_id = signed.log_id AND under.tree_size = signed.tree_size
            )
        )
    ) AS countersigned_size
FROM ledger.log_tree AS log
CROSS JOIN covered
CROSS JOIN LATERAL (
    SELECT signed.tree_size, signed.sealed_at, signed.root
    FROM ledger.checkpoint AS signed
    WHERE signed.log_id = log.log_id
    ORDER BY signed.tree_size DESC
    LIMIT 1
) AS latest
LEFT JOIN ledger.book AS book ON log.log_id = book.book_id
LEFT JOIN ledger.division AS place ON book.division_id = place.division_id
WHERE CAST(:log_id AS integer) IS NULL OR log.log_id = :log_id
ORDER BY log.log_id <> 0, book.division_id
"""
OF_LOG = """
SELECT log_id, tree_size, sealed_at, note
FROM ledger.checkpoint
WHERE log_id = :log_id AND (CAST(:before AS bigint) IS NULL OR tree_size < :before)
ORDER BY tree_size DESC
LIMIT :most
"""


@dataclass(frozen=True)
class Countersigner:
    """A witness that signed a checkpoint, and when it says it did."""

    name: str
    signed_at: datetime


@dataclass(frozen=True)
class Head:
    """A checkpoint as people compare it."""

    log_id: int
    origin: str
    size: int
    root: str
    sealed_at: datetime
    countersigners: tuple[Countersigner, ...]


@dataclass(frozen=True)
class Seal:
    """What a fact is under: its log's checkpoint, and that of the common log over a book's."""

    own: Head
    common: Head | None

    @property
    def countersigned(self) -> bool:
        """Whether a witness's signature covers the fact."""
        heads = (self.own, self.common)
        return any(head.countersigners for head in heads if head is not None)


@dataclass(frozen=True)
class LogHead:
    """How far a log is sealed, and how far of that witnesses have countersigned."""

    log_id: int
    #: Whose book it is; None: the common log.
    division_name: str | None
    tree_size: int
    sealed_at: datetime
    root: bytes
    countersigned_size: int | None

    @property
    def name(self) -> Text:
        """What people call the log."""
        return log_name(self.log_id, self.division_name)

    @property
    def root_text(self) -> str:
        """The root as it stands in the note."""
        return base64.b64encode(self.root).decode()


def seal_of(connection: Connection, place: Place | None) -> Seal | None:
    """What a fact is sealed under; None where it is not yet, or not to be seen by whoever asks."""
    under = sealed_under(connection, place)
    if under is None:
        return None
    if under.log_id == COMMON_LOG:
        return Seal(head_of(connection, under), None)
    over = None
    if under.log_position is not None:
        over = sealed_under(connection, Place(COMMON_LOG, under.log_position))
    return Seal(head_of(connection, under), None if over is None else head_of(connection, over))


def head_of(connection: Connection, one: SealedUnder) -> Head:
    """A checkpoint with who countersigned it."""
    return _head(connection, one.log_id, one.tree_size, one.sealed_at, one.note)


def _head(
    connection: Connection, log_id: int, tree_size: int, sealed_at: datetime, note: str
) -> Head:
    read = Checkpoint.read(note)
    signed = connection.execute(
        text(COUNTERSIGNED), {"log_id": log_id, "tree_size": tree_size}
    ).all()
    return Head(
        log_id,
        read.origin,
        read.size,
        base64.b64encode(read.root).decode(),
        sealed_at,
        tuple(Countersigner(Key.read(row.public_key).name, row.signed_at) for row in signed),
    )


def latest_heads(connection: Connection, log_id: int | None = None) -> list[LogHead]:
    """The latest checkpoint of each log that whoever asks may see, or of one; the common first."""
    return rows_of(LogHead, connection.execute(text(LATEST), {"log_id": log_id}))


def heads_of_log(
    connection: Connection, log_id: int, *, before: int | None, limit: int
) -> list[Head]:
    """The checkpoints of a log, the latest first.

    Args:
        connection: of whoever asks.
        log_id: 0: the common log.
        before: only of trees smaller than this.
        limit: at most so many.
    """
    found = connection.execute(
        text(OF_LOG), {"log_id": log_id, "before": before, "most": limit}
    ).all()
    return [_head(connection, *row) for row in found]
