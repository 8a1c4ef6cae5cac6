"""Witnesses: the bodies that countersign checkpoints, and what they have countersigned."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.database import rows_of
from ledger.errors import DataProblem, WrongUse
from ledger.evidence.outside import log_of
from mingzhang_verify import DASH, WITNESS_KEY, Checkpoint, Key, NotProven

#: The latest word on each key that is not a dismissal, with its latest countersignature.
WITNESSES = """
SELECT
    latest.public_key, latest.late_after_days, latest.recorded_at AS since, signed.log_id,
    signed.tree_size, signed.signed_at
FROM (
    SELECT DISTINCT ON (public_key) public_key, late_after_days, recorded_at
    FROM ledger.witness
    ORDER BY public_key, witness_id DESC
) AS latest
LEFT JOIN LATERAL (
    SELECT under.log_id, under.tree_size, under.signed_at
    FROM ledger.countersignature AS under
    WHERE under.public_key = latest.public_key AND under.log_id = 0
    ORDER BY under.tree_size DESC
    LIMIT 1
) AS signed ON TRUE
WHERE latest.late_after_days IS NOT NULL
ORDER BY latest.public_key
"""


@dataclass(frozen=True)
class WitnessRecord:
    """A witness, and the checkpoint of the common log that it signed last."""

    public_key: str
    late_after_days: int
    since: dt.datetime
    log_id: int | None
    tree_size: int | None
    signed_at: dt.datetime | None

    @property
    def name(self) -> str:
        """What the body calls itself in its key."""
        return Key.read(self.public_key).name

    def is_late(self, now: dt.datetime) -> bool:
        """Whether it should have signed by now."""
        last = self.signed_at or self.since
        return last + dt.timedelta(days=self.late_after_days) < now


def witnesses(connection: Connection) -> list[WitnessRecord]:
    """The witnesses in office."""
    return rows_of(WitnessRecord, connection.execute(text(WITNESSES)))


def take_on(connection: Connection, line: str, late_after_days: int) -> Key:
    """Takes on a witness by its public key, or changes after how many days it is late.

    Args:
        connection: of the ledger's owner.
        line: its public key, `name+id+base64`.
        late_after_days: calendar days between countersignatures, at most.

    Raises:
        WrongUse: it is not a witness's key, or has the name of another witness.
    """
    try:
        key = Key.read(line)
    except NotProven as error:
        raise WrongUse(str(error), str(error)) from error
    if key.kind != WITNESS_KEY:
        raise WrongUse(
            "这不是见证单位的公钥；见证单位用 mingzhang witness key 生成自己的密钥。",
            "This is not a witness's key; a witness makes its own with `mingzhang witness key`.",
        )
    taken = [one for one in witnesses(connection) if one.name == key.name]
    if any(one.public_key != str(key) for one in taken):
        raise WrongUse(
            f"已有名为 {key.name} 的见证单位；换密钥请先 mingzhang witness dismiss。",
            f"There is a witness named {key.name}; dismiss it first to change its key.",
        )
    _record(connection, str(key), late_after_days)
    return key


def dismiss(connection: Connection, name: str) -> None:
    """Dismisses a witness; what it signed stays.

    Raises:
        WrongUse: there is none of that name.
    """
    _record(connection, find_witness(connection, name).public_key, None)


def find_witness(connection: Connection, name: str) -> WitnessRecord:
    """The witness of a name.

    Raises:
        WrongUse: there is none.
    """
    for one in witnesses(connection):
        if one.name == name:
            return one
    raise WrongUse(f"没有见证单位 {name}。", f"There is no witness {name}.")


def _record(connection: Connection, public_key: str, late_after_days: int | None) -> None:
    connection.execute(
        text(
            "INSERT INTO ledger.witness (public_key, late_after_days, recorded_at, recorded_by)"
            " VALUES (:key, :days, clock_timestamp(), session_user)"
        ),
        {"key": public_key, "days": late_after_days},
    )


def take_in(connection: Connection, note: str) -> Sequence[Key]:
    """Takes in the countersignatures under a note that came back; those taken in before stay.

    Args:
        connection: of the role mingzhang_seal.
        note: a checkpoint with the lines of witnesses.

    Returns:
        The witnesses that signed it.

    Raises:
        WrongUse: no witness in office signed it.
        DataProblem: it is not a checkpoint of ours, or a signature is wrong.
    """
    known = [Key.read(one.public_key) for one in witnesses(connection)]
    try:
        checkpoint = Checkpoint.read(note)
        log_id = log_of(checkpoint.origin)
        signers = checkpoint.signers(known)
    except NotProven as error:
        raise DataProblem(f"没有导入：{error}", f"Not taken in: {error}") from error
    ours = connection.execute(
        text("SELECT note FROM ledger.checkpoint WHERE log_id = :log AND tree_size = :size"),
        {"log": log_id, "size": checkpoint.size},
    ).scalar()
    if ours is None or Checkpoint.read(ours).text != checkpoint.text:
        raise DataProblem(
            "这不是本系统签发的检查点，请保留它并运行 mingzhang verify --since：过去可能被改写。",
            "This is not a checkpoint of this ledger. Keep it and run `mingzhang verify --since`: "
            "the past may have been rewritten.",
        )
    if not signers:
        raise WrongUse(
            "上面没有在册见证单位的签名；先用 mingzhang witness add 登记其公钥。",
            "No witness in office signed it; take one on with `mingzhang witness add`.",
        )
    for key, signed_at in signers:
        line = next(
            line
            for line in note.splitlines()
            if line.startswith(f"{DASH}{key.name} ") and _is_of(line, key)
        )
        connection.execute(
            text(
                "INSERT INTO ledger.countersignature"
                " (log_id, tree_size, public_key, signed_at, line, recorded_at)"
                " VALUES (:log, :size, :key, to_timestamp(:at), :line, clock_timestamp())"
                " ON CONFLICT DO NOTHING"
            ),
            {
                "log": log_id,
                "size": checkpoint.size,
                "key": str(key),
                "at": signed_at,
                "line": line + "\n",
            },
        )
    return [key for key, _ in signers]


def _is_of(line: str, key: Key) -> bool:
    """Whether a line under a note is a key's, and not another's of the same name."""
    note = Checkpoint.read(f"x\n0\n{'A' * 43}=\n\n{line}\n")
    return note.signatures[0][1].startswith(key.key_id)
