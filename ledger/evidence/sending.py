"""What leaves the house: the latest checkpoint of a log, the hashes under it, how it grew."""

import base64
from typing import Any

from sqlalchemy import Connection, text

from ledger.errors import DataProblem, WrongUse
from ledger.evidence.outside import KeptCheckpoint, note_of
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.trees import HASH_BYTES, WIDTH, Tree
from ledger.evidence.witnesses import find_witness
from mingzhang_verify import GROWTH, LOG_KEY, Checkpoint, Key, NotProven, check_growth

#: A checkpoint with the lines of witnesses under the log's own.
WHOLE = """
SELECT
    signed.note || coalesce((
        SELECT string_agg(under.line, '' ORDER BY under.signed_at, under.public_key)
        FROM ledger.countersignature AS under
        WHERE under.log_id = signed.log_id AND under.tree_size = signed.tree_size
    ), '')
FROM ledger.checkpoint AS signed
"""
AT = f"{WHOLE} WHERE signed.log_id = :log_id AND signed.tree_size = :tree_size"
#: The latest of a log; or the latest that one witness signed.
LATEST = f"""
{WHOLE}
WHERE signed.log_id = :log_id AND (
    CAST(:public_key AS text) IS NULL OR EXISTS (
        SELECT FROM ledger.countersignature AS own
        WHERE own.log_id = signed.log_id AND own.tree_size = signed.tree_size
            AND own.public_key = :public_key
    )
)
ORDER BY signed.tree_size DESC
LIMIT 1
"""


def latest_note(connection: Connection, log_id: int) -> str:
    """The latest checkpoint of a log, with all signatures under it.

    Raises:
        WrongUse: there is none, or it is not to be seen by whoever asks.
    """
    found = _note(connection, log_id)
    if found is None:
        raise WrongUse(
            "还没有封存过，没有检查点；定时任务每几分钟封存一次，也可以运行 mingzhang seal。",
            "Nothing is sealed yet: there is no checkpoint. The job seals every few minutes, and "
            "`mingzhang seal` does at once.",
        )
    return found


def note_of_witness(connection: Connection, name: str, log_id: int) -> str | None:
    """The latest checkpoint of a log that a witness signed; None where it signed none.

    Raises:
        WrongUse: there is no such witness.
    """
    return _note(connection, log_id, find_witness(connection, name).public_key)


def _note(connection: Connection, log_id: int, public_key: str | None = None) -> str | None:
    found = connection.execute(text(LATEST), {"log_id": log_id, "public_key": public_key})
    note = found.scalar()
    return None if note is None else str(note)


def check_signed_latest(connection: Connection, key: Key) -> None:
    """That a key is the one that signed the latest checkpoint of the common log.

    Raises:
        WrongUse: it is not.
    """
    try:
        signed = bool(Checkpoint.read(latest_note(connection, COMMON_LOG)).signers([key]))
    except NotProven:
        signed = False
    if not signed or key.kind != LOG_KEY:
        raise WrongUse(
            f"最近的检查点不是 {key} 签的。", f"{key} did not sign the latest checkpoint."
        )


def growth(connection: Connection, older: Checkpoint, log_id: int) -> dict[str, Any]:
    """How the latest checkpoint of a log grew from an older one, as a file that shows it.

    Raises:
        WrongUse: nothing is sealed yet.
        DataProblem: it did not grow from it.
    """
    return _growth(connection, log_id, older, latest_note(connection, log_id))


def growth_between(
    connection: Connection, log_id: int, older_size: int, newer_size: int
) -> dict[str, Any]:
    """How one checkpoint of a log on record grew from another, as a file that shows it.

    Raises:
        WrongUse: there is no checkpoint of one of the sizes, or it is not to be seen.
        DataProblem: it did not grow from it.
    """
    older = Checkpoint.read(note_at(connection, log_id, older_size))
    return _growth(connection, log_id, older, note_at(connection, log_id, newer_size))


def note_at(connection: Connection, log_id: int, tree_size: int) -> str:
    """The checkpoint of a log over so many facts, with all signatures under it.

    Raises:
        WrongUse: there is none, or it is not to be seen by whoever asks.
    """
    found = connection.execute(text(AT), {"log_id": log_id, "tree_size": tree_size}).scalar()
    if found is None:
        raise WrongUse(
            f"没有 {tree_size} 条的检查点。", f"There is no checkpoint over {tree_size} facts."
        )
    return str(found)


def _growth(connection: Connection, log_id: int, older: Checkpoint, note: str) -> dict[str, Any]:
    newer = Checkpoint.read(note)
    tree = Tree(connection, log_id, newer.size)
    path = tree.growth(older.size, newer.size) if older.size <= newer.size else []
    try:
        check_growth(older.size, older.root, newer.size, newer.root, path)
    except NotProven as error:
        raise DataProblem(
            f"没有写出：{error}。请保留这个文件，运行 mingzhang verify --since。",
            f"Nothing was written: {error}. Keep that file and run `mingzhang verify --since`.",
        ) from error
    encoded = [base64.b64encode(step).decode() for step in path]
    return {"format": GROWTH, "older": note_of(older), "newer": note, "path": encoded}


def kept_with_leaves(connection: Connection, note: str, log_id: int) -> KeptCheckpoint:
    """A checkpoint of a log with the hashes of all leaves under it, 32 bytes each.

    Raises:
        DataProblem: the hashes are not those that were signed.
    """
    checkpoint = Checkpoint.read(note)
    tree = Tree(connection, log_id, checkpoint.size)
    tiles = range((checkpoint.size + WIDTH - 1) // WIDTH)
    leaves = b"".join(tree.tile(0, index) for index in tiles)[: checkpoint.size * HASH_BYTES]
    kept = KeptCheckpoint(checkpoint, log_id, leaves)
    if not kept.has_its_leaves:
        raise DataProblem(
            "没有写出：库里的哈希与检查点不符，请运行 mingzhang verify。",
            "Nothing was written: the hashes on record are not those that were signed. Run "
            "`mingzhang verify`.",
        )
    return kept
