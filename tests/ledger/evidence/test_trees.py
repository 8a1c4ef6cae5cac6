"""Trees are those of RFC 9162 however they grow, and no proof holds for anything else."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_trees import PlainTree

from ledger.evidence.trees import Frontier, split_point
from mingzhang_verify import (
    NotProven,
    check_growth,
    leaf_hash,
    node_hash,
    root_of_inclusion,
    sha256,
)

#: Crosses the edges of tiles of two levels.
LARGEST = 70_000
LEAVES = [leaf_hash(b"%d" % number) for number in range(LARGEST)]
#: The leaves and roots of RFC 6962's reference test vectors.
VECTOR = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written there."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"")
    left = split_point(len(leaves))
    return node_hash(root_by_definition(leaves[:left]), root_by_definition(leaves[left:]))


@pytest.fixture(scope="module")
def tree() -> PlainTree:
    """The largest tree."""
    grown = PlainTree()
    grown.append(LEAVES)
    return grown


sizes = st.one_of(
    st.integers(0, 600),
    st.sampled_from([255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792]),
    st.integers(0, LARGEST),
)


def test_the_vectors_of_rfc_6962_give_their_roots() -> None:
    tree = PlainTree()
    tree.append([leaf_hash(entry) for entry in VECTOR])
    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS
    assert tree.root(0) == sha256(b"")


@given(st.lists(st.integers(1, 700), max_size=12))
def test_a_tree_is_the_same_in_whatever_batches_it_grew(batches: list[int]) -> None:
    tree, frontier = PlainTree(), Frontier()
    for batch in batches:
        tree.append(LEAVES[tree.size : tree.size + batch])
    for leaf in LEAVES[: tree.size]:
        frontier.add(0, leaf)
    assert tree.root() == root_by_definition(LEAVES[: tree.size]) == frontier.root()


@given(size=sizes)
def test_an_older_root_is_still_there_when_the_tree_has_grown(tree: PlainTree, size: int) -> None:
    assert tree.root(size) == root_by_definition(LEAVES[:size])


@given(data=st.data(), size=sizes.filter(bool))
def test_a_proof_of_inclusion_holds_for_its_leaf_place_and_size_only(
    tree: PlainTree, data: st.DataObject, size: int
) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion(index, size), tree.root(size)
    assert root_of_inclusion(LEAVES[index], index, size, path) == root
    other = data.draw(st.integers(0, size - 1))
    for leaf, place, among, steps in (
        (leaf_hash(b"another"), index, size, path),
        (LEAVES[index], other, size, path if other != index else [root, *path]),
        (LEAVES[index], index, size, [*path, root]),
        (LEAVES[index], index, size, [sha256(step) for step in path] or [root]),
    ):
        with contextlib.suppress(NotProven):
            assert root_of_inclusion(leaf, place, among, steps) != root


@given(data=st.data(), size=sizes)
def test_a_proof_of_growth_holds_for_its_two_trees_only(
    tree: PlainTree, data: st.DataObject, size: int
) -> None:
    old = data.draw(st.integers(0, size))
    path = tree.growth(old, size)
    check_growth(old, tree.root(old), size, tree.root(size), path)
    if old == 0:
        return
    forged = sha256(tree.root(old))
    with pytest.raises(NotProven):
        check_growth(old, forged, size, tree.root(size), path)
    if old < size:
        with pytest.raises(NotProven):
            check_growth(old, tree.root(old), size, forged, path)
        with pytest.raises(NotProven):
            check_growth(size, tree.root(size), old, tree.root(old), path)
        with pytest.raises(NotProven):
            check_growth(old, tree.root(old), size, tree.root(size), path[:-1])
        with pytest.raises(NotProven):
            check_growth(old, tree.root(old), size, tree.root(size), [*path, forged])


def test_a_tile_that_is_gone_gives_no_root() -> None:
    broken = PlainTree()
    broken.append(LEAVES[:1000])
    right = broken.root()
    broken._tiles[0, 3] = broken._tiles[0, 3][:-32]
    assert broken.root() != right
    with pytest.raises(NotProven):
        root_of_inclusion(LEAVES[0], 0, 0, [])
