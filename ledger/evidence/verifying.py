"""Verifying reads every fact again and holds it against the tree, and the tree against checkpoints.

Nothing that the database could have been told to say is believed but rows of tables: hashes are
made here, and the last word is a checkpoint that is kept elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, text

from ledger.evidence.checkpoint_checks import check_checkpoints
from ledger.evidence.extents import extent_of
from ledger.evidence.findings import Finding, not_a_table, shape_changed, unreadable
from ledger.evidence.leaves import plain_output, read_leaves
from ledger.evidence.logs import log_ids
from ledger.evidence.naming import name_columns
from ledger.evidence.outside import KeptCheckpoint
from ledger.evidence.sealing import STRETCH
from ledger.evidence.shapes import COMMON_LOG, kept_shapes
from ledger.evidence.strays import find_strays, later_columns_filled
from ledger.evidence.tables import OF_EVIDENCE, Stored, readable, stored_columns
from ledger.evidence.tile_checks import TileCheck
from ledger.evidence.trees import WIDTH
from mingzhang_verify import Key


@dataclass(frozen=True)
class Share:
    """A part of the facts: every so-many-th tile of 256, so that a month of nights covers all."""

    which: int
    of: int

    def has(self, tile: int) -> bool:
        """Whether a tile is looked at."""
        return tile % self.of == self.which % self.of


@dataclass
class Verification:
    """What was read again, and what was not as it was sealed."""

    logs: int = 0
    facts: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)
    #: What facts that differ were sealed with, by log and position.
    sealed: dict[tuple[int, int], bytes] = field(default_factory=dict)


def verify(
    connection: Connection,
    *,
    keys: Sequence[Key] = (),
    kept: Sequence[KeptCheckpoint] = (),
    log_id: int | None = None,
    share: Share = Share(0, 1),
    progress: Callable[[int], object] = lambda _: None,
) -> Verification:
    """Reads the facts of all logs, or of a book and the common log, and compares.

    Args:
        connection: within a transaction of one snapshot (REPEATABLE READ), of a role that sees
            every row.
        keys: the log's public keys; without any, signatures are not checked.
        kept: checkpoints from outside the database.
        log_id: only this book.
        share: only these tiles.
        progress: is told how many more facts were read.

    Returns:
        What was found. Whatever somebody made of the database is told, and never raised.
    """
    verifier = Verifier(connection, keys, kept, share, progress)
    # A statement that row-level security would cut short fails instead of finding less.
    connection.execute(text("SET LOCAL row_security = off"))
    with plain_output(connection):
        verifier.attempt(COMMON_LOG, verifier.begin)
        wanted = set(verifier.known if log_id is None else [log_id])
        # A book of which a checkpoint is kept outside is looked for even where it is gone.
        wanted |= {one.log_id for one in kept}
        # The common log comes last, as it holds the checkpoints of the others.
        for each in [*sorted(wanted - {COMMON_LOG}), COMMON_LOG]:
            verifier.attempt(each, partial(verifier.take, each))
        if log_id is None:
            verifier.attempt(COMMON_LOG, verifier.look_for_strays)
        verifier.attempt(COMMON_LOG, verifier.name)
    return verifier.done


@dataclass
class Verifier:
    """Verifies log by log; the arguments are those of `verify`."""

    connection: Connection
    keys: Sequence[Key]
    kept: Sequence[KeptCheckpoint]
    share: Share
    progress: Callable[[int], object]
    done: Verification = field(default_factory=Verification)
    #: The logs there are, and the columns of their tables.
    known: list[int] = field(default_factory=list)
    stored: Stored = field(default_factory=dict)
    #: How many rows of each table were read.
    rows: Counter[str] = field(default_factory=Counter)

    def attempt(self, log_id: int, step: Callable[[], None]) -> None:
        """Does a step; where the database does not let it be done, that is a finding."""
        try:
            with self.connection.begin_nested():
                step()
        except Exception as error:  # what somebody made of the database is to be told
            if self.connection.invalidated:
                raise
            reason = (str(error).splitlines() or [""])[0]
            self.done.findings.append(unreadable(log_id, f"{type(error).__name__}: {reason}"))

    def begin(self) -> None:
        """Looks at what is to be read, and by whom."""
        self.stored = stored_columns(self.connection)
        self.done.findings += [
            not_a_table(COMMON_LOG, name) for name in OF_EVIDENCE if name not in self.stored
        ]
        self.known = log_ids(self.connection)

    def take(self, log_id: int) -> None:
        """Verifies one log into what is done."""
        connection, done = self.connection, self.done
        kept = [one for one in self.kept if one.log_id == log_id]
        found, broken = kept_shapes(connection, log_id)
        tables, others = readable(found, self.stored)
        done.findings += [shape_changed(log_id, relation) for relation in broken]
        done.findings += [not_a_table(log_id, relation) for relation in others]
        extent = extent_of(connection, log_id, tables)
        done.findings += extent.findings
        size, end = extent.size, extent.end
        check = TileCheck(connection, log_id, size, end, kept)
        for first, last in stretches_of(max(size, end), self.share):
            leaves = read_leaves(connection, log_id, tables, first, last)
            check.take(leaves)
            done.facts += len(leaves.hashes) - leaves.hashes.count(None)
            self.rows += leaves.rows
            self.progress(last - first + 1)
        if self.share.of == 1:
            check.finish()
        done.logs += 1
        done.unsealed += max(0, end - size)
        done.findings += check.findings
        done.sealed |= {(log_id, position): leaf for position, leaf in check.sealed.items()}
        done.findings += check_checkpoints(connection, check.tree, self.keys, kept)
        done.findings += later_columns_filled(connection, log_id, tables, self.stored)

    def look_for_strays(self) -> None:
        """Looks for rows that stand in no log."""
        rows = self.rows if self.share.of == 1 else None
        self.done.findings += find_strays(self.connection, self.known, self.stored, rows)

    def name(self) -> None:
        """Names the columns that were changed, where they can be known."""
        done = self.done
        done.findings = name_columns(self.connection, done.findings, done.sealed)


def sealed_size(connection: Connection, log_id: int | None = None) -> int:
    """How many facts of all logs are sealed, or of a book and the common log."""
    found = connection.execute(
        text(
            "SELECT coalesce(sum(tree_size), 0) FROM ledger.log_tree"
            " WHERE CAST(:log_id AS integer) IS NULL OR log_id IN (:log_id, :common)"
        ),
        {"log_id": log_id, "common": COMMON_LOG},
    )
    return int(found.scalar_one())


def stretches_of(end: int, share: Share) -> Iterable[tuple[int, int]]:
    """The positions to read, some thousands at a time, whole tiles each."""
    if share.of == 1:
        for first in range(1, end + 1, STRETCH):
            yield first, min(end, first + STRETCH - 1)
        return
    for tile in range((end + WIDTH - 1) // WIDTH):
        if share.has(tile):
            yield tile * WIDTH + 1, min(end, (tile + 1) * WIDTH)
