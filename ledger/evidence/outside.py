"""Checkpoints that somebody keeps outside the database: what a rewritten past is held against."""

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import WrongUse
from ledger.evidence.shapes import COMMON_LOG
from ledger.evidence.trees import HASH_BYTES, Frontier
from mingzhang_verify import DASH, Checkpoint, NotProven

#: The format of a checkpoint that is kept with the hashes of its leaves.
KEPT = "mingzhang-checkpoint/1"
ORIGIN = re.compile(r"(?P<name>[^\s+]+)/(?:common|book/(?P<book>[0-9]+))")


@dataclass(frozen=True)
class KeptCheckpoint:
    """A checkpoint from outside, with the hashes of all its leaves where they were kept too."""

    checkpoint: Checkpoint
    log_id: int
    leaves: bytes = b""

    @property
    def has_its_leaves(self) -> bool:
        """Whether the hashes that are kept with it are those that were signed."""
        frontier = Frontier()
        for place in range(0, len(self.leaves), HASH_BYTES):
            frontier.add(0, self.leaves[place : place + HASH_BYTES])
        signed = (self.checkpoint.size * HASH_BYTES, self.checkpoint.root)
        return (len(self.leaves), frontier.root()) == signed


def origin_of(name: str, log_id: int) -> str:
    """What a log is called in its checkpoints, by the name of the key that signs them."""
    return f"{name}/common" if log_id == COMMON_LOG else f"{name}/book/{log_id}"


def log_of(origin: str) -> int:
    """The log that an origin names.

    Raises:
        NotProven: it names none of ours.
    """
    named = ORIGIN.fullmatch(origin)
    if named is None:
        raise NotProven(f"{origin} 不是明账的日志", f"{origin} is no log of this system")
    return int(named["book"] or COMMON_LOG)


def read_kept(file: Path) -> KeptCheckpoint:
    """A checkpoint from a file: the note alone, or with the hashes of its leaves.

    Raises:
        WrongUse: the file cannot be read, or is neither.
    """
    try:
        content = file.read_text(encoding="utf-8")
        leaves = b""
        if content.startswith("{"):
            given = json.loads(content)
            content = {KEPT: given["note"]}[given["format"]]
            leaves = base64.b64decode(given["leaves"], validate=True)
        checkpoint = Checkpoint.read(content)
        return KeptCheckpoint(checkpoint, log_of(checkpoint.origin), leaves)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, NotProven) as error:
        raise WrongUse(
            f"{file} 不是检查点：{error}", f"{file} is not a checkpoint: {error}"
        ) from error


def note_of(checkpoint: Checkpoint) -> str:
    """A checkpoint as a note, with the signatures under it."""
    lines = (
        f"{DASH}{name} {base64.b64encode(signed).decode()}\n"
        for name, signed in checkpoint.signatures
    )
    return f"{checkpoint.text}\n{''.join(lines)}"


def kept_file(note: str, leaves: bytes) -> str:
    """A checkpoint as a file that keeps the hashes of its leaves with it.

    With them a fact is named even where the whole tree was rewritten and signed anew.
    """
    encoded = base64.b64encode(leaves).decode()
    return json.dumps({"format": KEPT, "note": note, "leaves": encoded}, ensure_ascii=False) + "\n"
