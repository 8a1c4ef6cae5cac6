"""Holds the facts of a log, 256 at a time, against the hashes that were kept of them."""

from collections.abc import Sequence
from functools import cached_property
from typing import cast

from sqlalchemy import Connection, text

from ledger.evidence.findings import (
    Finding,
    changed,
    claimed_twice,
    cut_back,
    missing,
    tree_alone,
    tree_damaged,
)
from ledger.evidence.leaves import Leaves
from ledger.evidence.outside import KeptCheckpoint
from ledger.evidence.trees import HASH_BYTES, HEIGHT, WIDTH, Frontier, Tree, fold


class TileCheck:
    """Compares the facts of a log with its tiles, as they are read from the first on."""

    def __init__(
        self,
        connection: Connection,
        log_id: int,
        size: int,
        end: int,
        kept: Sequence[KeptCheckpoint],
    ) -> None:
        self.tree = Tree(connection, log_id, size)
        self.findings: list[Finding] = []
        self.frontier = Frontier()
        #: What facts that differ were sealed with, by position.
        self.sealed: dict[int, bytes] = {}
        #: Hashes that are believed more than those in the database.
        self._kept = max((one.leaves for one in kept), key=len, default=b"")
        self._connection = connection
        self._log_id = log_id
        self._end = end

    def take(self, leaves: Leaves) -> None:
        """The facts of a stretch that begins with a tile."""
        first, last = leaves.first - 1, leaves.first + len(leaves.hashes) - 2
        self.tree.load(
            (level, index)
            for level, span in ((0, WIDTH), (1, WIDTH * WIDTH))
            for index in range(first // span, last // span + 1)
        )
        for start in range(0, len(leaves.hashes), WIDTH):
            self._take_tile(
                (leaves.first - 1 + start) // WIDTH, leaves.hashes[start : start + WIDTH]
            )
        for place in sorted(leaves.claimed_twice):
            self.findings.append(claimed_twice(self._log_id, place))

    @cached_property
    def signed_root(self) -> bytes | None:
        """The root of the checkpoint in the database over the whole tree."""
        found = self._connection.execute(
            text("SELECT root FROM ledger.checkpoint WHERE log_id = :log_id AND tree_size = :size"),
            {"log_id": self._log_id, "size": self.tree.size},
        ).scalar()
        return None if found is None else bytes(found)

    def _take_tile(self, index: int, found: list[bytes | None]) -> None:
        """One tile's facts: what is sealed is compared, the rest only has to be there."""
        first = index * WIDTH
        sealed = max(0, min(WIDTH, self.tree.size - first))
        for n, leaf in enumerate(found[sealed:], start=first + sealed + 1):
            if leaf is None:
                self.findings.append(missing(self._log_id, n, sealed=False))
        if not sealed:
            return
        rows = found[:sealed] + [None] * (sealed - len(found))
        tile = self._reference(index, sealed)
        whole = None if None in rows else b"".join(cast("list[bytes]", rows))
        if whole == tile and sealed == WIDTH:
            root = fold(tile)
            if root != self.tree.above(0, index):
                self.findings.append(tree_damaged(self._log_id, first + 1, first + sealed))
            self.frontier.add(HEIGHT, root)
            return
        if whole != tile:
            self._compare(index, rows, tile, whole)
        self._grow(rows, tile)

    def _reference(self, index: int, sealed: int) -> bytes:
        """The hashes that a tile's facts are held against: those from outside before our own."""
        start = index * WIDTH * HASH_BYTES
        outside = self._kept[start : start + sealed * HASH_BYTES]
        own = self.tree.tile(0, index)[: sealed * HASH_BYTES]
        return outside + own[len(outside) :]

    def _compare(
        self, index: int, rows: list[bytes | None], tile: bytes, whole: bytes | None
    ) -> None:
        """Says which facts differ, or that the tile does while facts and what is above agree."""
        first, last = index * WIDTH + 1, index * WIDTH + len(rows)
        right = self._is_right(index, tile, len(rows))
        if not right and whole is not None and self._is_right(index, whole, len(rows)):
            self.findings.append(tree_alone(self._log_id, first, last))
            return
        if not right:
            self.findings.append(tree_damaged(self._log_id, first, last))
        for n, leaf in enumerate(rows):
            kept = tile[n * HASH_BYTES : (n + 1) * HASH_BYTES]
            if leaf != kept:
                self.sealed[first + n] = kept
            if leaf is None:
                self.findings.append(missing(self._log_id, first + n, sealed=True))
            elif kept and leaf != kept:
                self.findings.append(changed(self._log_id, first + n, None))

    def _is_right(self, index: int, tile: bytes, sealed: int) -> bool:
        """Whether a tile's hashes are those that the tree above, or the checkpoint, stands on."""
        start = index * WIDTH * HASH_BYTES
        if len(tile) < sealed * HASH_BYTES:
            return False
        if len(self._kept) >= start + sealed * HASH_BYTES:
            return True
        if sealed == WIDTH:
            return fold(tile) == self.tree.above(0, index)
        return self.tree.root_with(index, tile) == self.signed_root

    def _grow(self, rows: list[bytes | None], tile: bytes) -> None:
        """Adds a tile's facts to the root over all facts; what is missing, by its kept hash."""
        leaves = [
            leaf or tile[n * HASH_BYTES : (n + 1) * HASH_BYTES] for n, leaf in enumerate(rows)
        ]
        if len(leaves) == WIDTH:
            self.frontier.add(HEIGHT, fold(b"".join(leaves)))
        else:
            for leaf in leaves:
                self.frontier.add(0, leaf)

    def finish(self) -> None:
        """Where the facts give the signed root, whatever else is amiss is amiss with the tree."""
        if self._end < self.tree.size:
            self.findings.append(cut_back(self._log_id, self._end, self.tree.size))
        self._check_upper_tiles()
        if self.frontier.root() == self.signed_root:
            self.findings = [
                tree_alone(self._log_id, found.position or 1, self.tree.size)
                if found.kind == "tree"
                else found
                for found in self.findings
            ]

    def _check_upper_tiles(self) -> None:
        """Tiles above the leaves' have to give what stands above them, too."""
        level, tiles = 1, self.tree.size // WIDTH // WIDTH
        while tiles:
            span = WIDTH ** (level + 1)
            for index in range(tiles):
                if fold_or_none(self.tree.tile(level, index)) != self.tree.above(level, index):
                    self.findings.append(
                        tree_damaged(self._log_id, index * span + 1, (index + 1) * span)
                    )
            level, tiles = level + 1, tiles // WIDTH


def fold_or_none(tile: bytes) -> bytes | None:
    """The root of a full tile; None where it is not full."""
    return fold(tile) if len(tile) == WIDTH * HASH_BYTES else None
