"""The Merkle tree of a log (RFC 9162), kept as tiles: grown at its end, read by a few tiles."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from mingzhang_verify import node_hash, sha256

HASH_BYTES = 32
#: Hashes in a full tile; a tile spans eight levels of the tree.
WIDTH = 256
HEIGHT = 8
#: Tiles of 8 KiB that are held in memory.
TILES_IN_MIND = 2048

Tiles = dict[tuple[int, int], bytes]


def split_point(size: int) -> int:
    """The largest power of two below a size: where a tree parts (RFC 9162, 2.1.1)."""
    return 1 << (size - 1).bit_length() - 1


def fold(hashes: bytes) -> bytes:
    """The root over neighbouring hashes, as many as a power of two."""
    sha256 = hashlib.sha256
    while len(hashes) > HASH_BYTES:
        # A pair of neighbours is what lies side by side: nothing is taken apart to be joined again.
        hashes = b"".join(
            [
                sha256(b"\x01" + hashes[n : n + 2 * HASH_BYTES]).digest()
                for n in range(0, len(hashes), 2 * HASH_BYTES)
            ]
        )
    return hashes


class Frontier:
    """The root over hashes as they come, in so many steps as the tree is high."""

    def __init__(self) -> None:
        self._roots: list[tuple[int, bytes]] = []

    def add(self, height: int, root: bytes) -> None:
        """Puts a whole subtree of 2^height leaves at the end."""
        while self._roots and self._roots[-1][0] == height:
            root = node_hash(self._roots.pop()[1], root)
            height += 1
        self._roots.append((height, root))

    def root(self) -> bytes:
        """The root over all that was added."""
        if not self._roots:
            return sha256(b"")
        found = self._roots[-1][1]
        for _, left in reversed(self._roots[:-1]):
            found = node_hash(left, found)
        return found


class Tree:
    """A log's tree up to a size, of which only the tiles that are asked for are read."""

    def __init__(self, connection: Connection, log_id: int, size: int) -> None:
        self.size = size
        self.log_id = log_id
        self._connection = connection
        self._tiles: Tiles = {}
        self._grown: set[tuple[int, int]] = set()

    def load(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Reads tiles, given by level and index, in one question; those that are not there, too."""
        asked = [at for at in wanted if at not in self._tiles]
        if not asked:
            return
        if len(self._tiles) > TILES_IN_MIND and not self._grown:
            self._tiles.clear()
        found = self._connection.execute(
            text(
                "SELECT tile.level, tile.tile_index, tile.hashes"
                " FROM unnest(CAST(:levels AS smallint[]), CAST(:indexes AS bigint[]))"
                " AS asked (level, tile_index)"
                " INNER JOIN ledger.tile AS tile ON tile.log_id = :log_id"
                " AND tile.level = asked.level AND tile.tile_index = asked.tile_index"
            ),
            {
                "log_id": self.log_id,
                "levels": [level for level, _ in asked],
                "indexes": [index for _, index in asked],
            },
        )
        self._tiles |= dict.fromkeys(asked, b"")
        self._tiles |= {(row.level, row.tile_index): bytes(row.hashes or b"") for row in found}

    def tile(self, level: int, index: int) -> bytes:
        """The hashes of a tile as it is kept; empty where it is not."""
        if (level, index) not in self._tiles:
            self.load([(level, index)])
        return self._tiles[level, index]

    def _load_edges(self, *sizes: int) -> None:
        """Reads the tiles on the way up from the last leaf of trees of some sizes."""
        levels = range(max(sizes).bit_length() // HEIGHT + 1)
        self.load(
            {(level, (size - 1) >> (HEIGHT * (level + 1))) for size in sizes for level in levels}
        )

    def append(self, leaves: Sequence[bytes]) -> None:
        """Puts leaves at the end: only tiles of the right edge are read, those that grow."""
        hashes, level, place = b"".join(leaves), 0, self.size
        self.size += len(leaves)
        while hashes:
            first, roots, done = place // WIDTH, [], 0
            while done < len(hashes):
                index, inside = divmod(place, WIDTH)
                kept = self.tile(level, index)[: inside * HASH_BYTES] if inside else b""
                taken = hashes[done : done + (WIDTH - inside) * HASH_BYTES]
                tile = kept + taken
                self._tiles[level, index] = tile
                self._grown.add((level, index))
                if len(tile) == WIDTH * HASH_BYTES:
                    roots.append(fold(tile))
                done, place = done + len(taken), place + len(taken) // HASH_BYTES
            # The first tile that grew is the first whose root is new, a level above.
            hashes, level, place = b"".join(roots), level + 1, first

    def save(self) -> None:
        """Writes the tiles that grew; those that are full are not kept in mind."""
        if not self._grown:
            return
        grown = sorted(self._grown)
        self._connection.execute(
            text(
                "INSERT INTO ledger.tile AS kept (log_id, level, tile_index, hashes)"
                " SELECT :log_id, grown.* FROM unnest(CAST(:levels AS smallint[]),"
                " CAST(:indexes AS bigint[]), CAST(:hashes AS bytea[])) AS grown"
                " ON CONFLICT (log_id, level, tile_index) DO UPDATE SET hashes = excluded.hashes"
            ),
            {
                "log_id": self.log_id,
                "levels": [level for level, _ in grown],
                "indexes": [index for _, index in grown],
                "hashes": [self._tiles[at] for at in grown],
            },
        )
        for at in grown:
            if len(self._tiles[at]) == WIDTH * HASH_BYTES:
                del self._tiles[at]
        self._grown.clear()

    def above(self, level: int, index: int) -> bytes:
        """The hash that is kept of a full tile, one level above it."""
        return self._node((level + 1) * HEIGHT, index)

    def root_with(self, index: int, tile: bytes) -> bytes:
        """The root if a tile of leaves were another."""
        other = Tree(self._connection, self.log_id, self.size)
        other._tiles[0, index] = tile
        return other.root()

    def _node(self, height: int, index: int) -> bytes:
        """The root of a whole subtree of 2^height leaves; the index-th of them."""
        level, inside = divmod(height, HEIGHT)
        first = index << inside
        tile = self.tile(level, first // WIDTH)
        start = first % WIDTH * HASH_BYTES
        hashes = tile[start : start + (HASH_BYTES << inside)]
        if len(hashes) == HASH_BYTES << inside:
            return fold(hashes)
        # A tile that is cut short or gone: its hashes are not believed, nor is anything above.
        return sha256(b"no such tile")

    def root(self, size: int | None = None) -> bytes:
        """The root at a size, by default the tree's own; that of nothing is the hash of nothing."""
        size = self.size if size is None else size
        return self._subtree(0, size) if size else sha256(b"")

    def _subtree(self, first: int, size: int) -> bytes:
        """The root over some leaves from one on, which stands where a subtree of that size may."""
        if size & (size - 1) == 0:
            return self._node(size.bit_length() - 1, first // size)
        left = split_point(size)
        return node_hash(self._subtree(first, left), self._subtree(first + left, size - left))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that a leaf is under the root at a size (RFC 9162, 2.1.3.1)."""
        first, size = 0, self.size if size is None else size
        self._load_edges(index + 1, size)
        path = []
        while size > 1:
            left = split_point(size)
            if index - first < left:
                path.append(self._subtree(first + left, size - left))
                size = left
            else:
                path.append(self._subtree(first, left))
                first, size = first + left, size - left
        return path[::-1]

    def growth(self, old_size: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree at a size grew from an older one (RFC 9162, 2.1.4.1)."""
        first, size = 0, self.size if size is None else size
        path: list[bytes] = []
        if old_size in (0, size):
            return path
        self._load_edges(old_size, size)
        whole = True
        while old_size != size:
            left = split_point(size)
            if old_size <= left:
                path.append(self._subtree(first + left, size - left))
                size = left
            else:
                path.append(self._subtree(first, left))
                first, old_size, size, whole = first + left, old_size - left, size - left, False
        if not whole:
            path.append(self._subtree(first, size))
        return path[::-1]
