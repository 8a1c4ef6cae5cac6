"""Sealing takes what was posted since the last time into the trees and signs a checkpoint.

It reads how far a book's log goes without locking it, so that no posting waits: positions are taken
under the book's lock, which means that whoever sees the head sees every row up to it.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ledger.errors import SystemFailed
from ledger.evidence.findings import Finding, claimed_twice, missing
from ledger.evidence.leaves import plain_output, read_leaves
from ledger.evidence.logs import log_ids
from ledger.evidence.outside import origin_of
from ledger.evidence.shapes import COMMON_LOG, Shape, shapes
from ledger.evidence.signing_keys import SigningKey, first_signing_key, load_signing_key
from ledger.evidence.trees import Tree

#: Positions that are read at a time: so many hashes are held in memory.
STRETCH = 1 << 16


class LogBroken(SystemFailed):
    """A log cannot be sealed: a fact that was posted is missing, or is there twice."""

    def __init__(self, zh: str, en: str, finding: Finding) -> None:
        super().__init__(zh, en)
        self.finding = finding


@dataclass(frozen=True)
class Sealed:
    """A log that was sealed: from which size to which."""

    log_id: int
    old_size: int
    size: int


def checkpoint_text(name: str, log_id: int, size: int, root: bytes) -> str:
    """The text of a checkpoint (C2SP tlog-checkpoint), without its signature."""
    return f"{origin_of(name, log_id)}\n{size}\n{base64.b64encode(root).decode()}\n"


def seal(
    engine: Engine,
    key: SigningKey,
    log_id: int | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> list[Sealed]:
    """Seals every log that grew, a transaction each, the common log last.

    Args:
        engine: of the role mingzhang_seal.
        key: signs.
        log_id: only this book; what it wrote into the common log is sealed with it.
        progress: is told how many more facts were sealed.

    Returns:
        The logs that grew.

    Raises:
        LogBroken: a posted fact is missing or doubled, in the first log of which that is so; all
            others are sealed.
    """
    with engine.connect() as connection:
        found = log_ids(connection, log_id)
    wanted = found if log_id is None else [*found, COMMON_LOG]
    sealed: list[Sealed] = []
    failures: list[LogBroken] = []
    for each in wanted:
        try:
            with engine.begin() as connection:
                done = seal_log(connection, key, each, progress)
        except LogBroken as error:
            # One that was tampered with must not keep the others from being sealed.
            failures.append(error)
            continue
        if done is not None:
            sealed.append(done)
    if failures:
        raise failures[0]
    return sealed


def seal_log(
    connection: Connection,
    key: SigningKey,
    log_id: int,
    progress: Callable[[int], object] = lambda _: None,
) -> Sealed | None:
    """Seals one log up to where it goes now; None where it did not grow.

    Another sealer of the same log waits, and then finds nothing to do.

    Raises:
        LogBroken: a posted fact is missing or is there twice.
    """
    tree = hold_tree(connection, log_id)
    tables = shapes(connection, log_id)
    if log_id == COMMON_LOG:
        place_common_facts(connection, tables, tree.size)
    end = end_of_log(connection, log_id, tables)
    if end <= tree.size:
        return None
    old_size = tree.size
    with plain_output(connection):
        while tree.size < end:
            last = min(end, (tree.size // STRETCH + 1) * STRETCH)
            leaves = read_leaves(connection, log_id, tables, tree.size + 1, last)
            whole = [leaf for leaf in leaves.hashes if leaf is not None]
            if leaves.claimed_twice or len(whole) < len(leaves.hashes):
                raise broken(log_id, leaves.missing, leaves.claimed_twice)
            tree.append(whole)
            tree.save()
            progress(len(whole))
    sign(connection, key, tree)
    return Sealed(log_id, old_size, tree.size)


def sealing_key(connection: Connection, file: Path) -> SigningKey:
    """The key that seals: the one in the file; before anything was sealed, a new one.

    Raises:
        SystemFailed: it is missing although it has signed before, or it cannot be used.
    """
    signed = connection.execute(text("SELECT EXISTS (SELECT FROM ledger.checkpoint)")).scalar_one()
    return load_signing_key(file) if signed else first_signing_key(file)


def hold_tree(connection: Connection, log_id: int) -> Tree:
    """A log's tree, which nobody else grows until the transaction ends."""
    connection.execute(
        text(
            "INSERT INTO ledger.log_tree (log_id, tree_size) VALUES (:log_id, 0)"
            " ON CONFLICT (log_id) DO NOTHING"
        ),
        {"log_id": log_id},
    )
    size = connection.execute(
        text("SELECT tree_size FROM ledger.log_tree WHERE log_id = :log_id FOR UPDATE"),
        {"log_id": log_id},
    ).scalar_one()
    return Tree(connection, log_id, size)


def end_of_log(connection: Connection, log_id: int, tables: list[list[Shape]]) -> int:
    """The last position that is taken in a log."""
    if log_id == COMMON_LOG:
        ends = ", ".join(
            f"(SELECT max(log_position) FROM {versions[0].relation})" for versions in tables
        )
        question = f"SELECT coalesce(greatest({ends}), 0)"
    else:
        question = "SELECT last_position FROM ledger.book_head WHERE book_id = :log_id"
    return int(connection.execute(text(question), {"log_id": log_id}).scalar() or 0)


def place_common_facts(connection: Connection, tables: list[list[Shape]], size: int) -> None:
    """Gives each fact of no book that has none its place in the common log, after those sealed.

    Checkpoints of the common log itself stand in no log.
    """
    place = size
    for versions in tables:
        relation = versions[0].relation
        placed = connection.execute(
            text(
                f"WITH waiting AS MATERIALIZED (SELECT ctid AS row_at FROM {relation}"
                f" WHERE log_position IS NULL{OUT_OF_LOG.get(relation, '')}),"
                " placed AS (SELECT row_at, :place + row_number() OVER (ORDER BY row_at) AS place"
                " FROM waiting)"
                f" UPDATE {relation} AS fact SET log_position = placed.place FROM placed"
                " WHERE fact.ctid = placed.row_at"
            ),
            {"place": place},
        )
        place += placed.rowcount


#: Which rows of a table of common facts have no place in that log.
OUT_OF_LOG = {"ledger.checkpoint": " AND log_id <> 0"}


def sign(connection: Connection, key: SigningKey, tree: Tree) -> None:
    """Signs a checkpoint over the tree as it is, and has the tree end there."""
    root = tree.root()
    connection.execute(
        text(
            "INSERT INTO ledger.checkpoint (log_id, tree_size, root, sealed_at, note)"
            " VALUES (:log_id, :size, :root, clock_timestamp(), :note)"
        ),
        {
            "log_id": tree.log_id,
            "size": tree.size,
            "root": root,
            "note": key.signed(checkpoint_text(key.name, tree.log_id, tree.size, root)),
        },
    )
    connection.execute(
        text("UPDATE ledger.log_tree SET tree_size = :size WHERE log_id = :log_id"),
        {"log_id": tree.log_id, "size": tree.size},
    )


def broken(log_id: int, holes: list[int], twice: set[int]) -> LogBroken:
    """What to say of a log with a hole or a doubled place."""
    place = min([*holes, *twice])
    finding = (
        missing(log_id, place, sealed=False) if place in holes else claimed_twice(log_id, place)
    )
    name = ("公共日志", "The common log") if log_id == COMMON_LOG else (
        f"{log_id} 号账簿的日志", f"The log of book {log_id}",
    )  # fmt: skip
    return LogBroken(
        f"{name[0]}没有封存：{finding.said.zh}；入账后的事实被动过，"
        "请运行 mingzhang verify 并保留现场。其余的日志照常封存。",
        f"{name[1]} was not sealed: {finding.said.en}. A posted fact was tampered with: run "
        "`mingzhang verify` and keep everything as it is. All other logs were sealed.",
        finding,
    )
