"""A witness signs a log's first checkpoint and what grew from it, and nothing else."""

import base64
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from plain_trees import PlainTree
from sealed_world import LOG, WITNESS

from ledger.errors import DataProblem, WrongUse
from ledger.evidence.countersigning import countersign
from ledger.evidence.sealing import checkpoint_text
from ledger.evidence.signing_keys import SigningKey
from mingzhang_verify import GROWTH, LOG_KEY, Checkpoint, leaf_hash

#: What a log may come to hold, and what it would hold if its past were another from some fact on.
FACTS = 40
FORKS = 4
OTHER_LOG = SigningKey(LOG.name, LOG_KEY, bytes(31) + b"\x01")
sizes = st.integers(0, FACTS)
forks = st.integers(0, FORKS - 1)


def leaves_of(fork: int) -> list[bytes]:
    """What a log holds in one of several pasts: each parts from the first a quarter later."""
    return [
        leaf_hash(f"{fork if fork and number >= 10 * fork else 0} {number}".encode())
        for number in range(FACTS)
    ]


LEAVES = [leaves_of(fork) for fork in range(FORKS)]
TREES = [PlainTree() for _ in range(FORKS)]
for tree, leaves in zip(TREES, LEAVES, strict=True):
    tree.append(leaves)


def note(fork: int, size: int, key: SigningKey = LOG) -> str:
    """The checkpoint that the log would sign over so many facts of a past."""
    return key.signed(checkpoint_text(LOG.name, 0, size, TREES[fork].root(size)))


def growth(older: str, newer: str, path: list[bytes]) -> str:
    """A file that says how one grew from the other."""
    encoded = [base64.b64encode(step).decode() for step in path]
    return json.dumps({"format": GROWTH, "older": older, "newer": newer, "path": encoded})


class Witness(RuleBasedStateMachine):
    """A witness who is sent checkpoints of all pasts and sizes, with proofs right and wrong."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "witness.key"
        #: What was signed, in order: the leaves under each.
        self.signed: list[list[bytes]] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    def send(self, sent: str, fork: int, size: int) -> None:
        """Sends a file; what is signed has to hold all that was signed before."""
        try:
            signed = countersign(sent, WITNESS, self.file, LOG.public)
        except (DataProblem, WrongUse):
            return
        told = Checkpoint.read(signed)
        assert [key for key, _ in told.signers([LOG.public, WITNESS.public])] == [
            LOG.public, WITNESS.public,
        ]  # fmt: skip
        leaves = LEAVES[fork][:size]
        assert (told.size, told.root) == (size, TREES[fork].root(size))
        for before in self.signed:
            assert leaves[: len(before)] == before
        self.signed.append(leaves)

    @rule(fork=forks, size=sizes)
    def a_note_alone(self, fork: int, size: int) -> None:
        self.send(note(fork, size), fork, size)

    @rule(fork=forks, size=sizes, more=sizes, other=forks)
    def a_note_with_the_proof_from_another(
        self, fork: int, size: int, more: int, other: int
    ) -> None:
        older, newer = sorted((size, more))
        path = TREES[fork].growth(older, newer)
        self.send(growth(note(other, older), note(fork, newer), path), fork, newer)

    @rule(fork=forks, size=sizes, other=forks)
    def what_grew_from_the_last(self, fork: int, size: int, other: int) -> None:
        """In the same past it is signed; in another it is not."""
        if not self.signed:
            return
        last = self.signed[-1]
        size = max(size, len(last))
        before = len(self.signed)
        older = LOG.signed(checkpoint_text(LOG.name, 0, len(last), root_of(last)))
        self.send(growth(older, note(fork, size), TREES[other].growth(len(last), size)), fork, size)
        if fork == other and LEAVES[fork][: len(last)] == last:
            assert len(self.signed) == before + 1

    @rule(fork=forks, size=sizes, step=st.integers(0, 5), what=st.sampled_from(["cut", "changed"]))
    def a_proof_that_was_changed(self, fork: int, size: int, step: int, what: str) -> None:
        last = self.signed[-1] if self.signed else []
        path = TREES[fork].growth(min(len(last), size), size)
        if len(path) > step:
            path = path[:step] if what == "cut" else [*path[:step], bytes(32), *path[step + 1 :]]
            older = LOG.signed(checkpoint_text(LOG.name, 0, len(last), root_of(last)))
            before = len(self.signed)
            self.send(growth(older, note(fork, size), path), fork, size)
            assert len(self.signed) == before or size == len(last)

    @rule(fork=forks, size=sizes)
    def what_another_signed_in_the_logs_name(self, fork: int, size: int) -> None:
        with pytest.raises(DataProblem):
            countersign(note(fork, size, OTHER_LOG), WITNESS, self.file, LOG.public)


def root_of(leaves: list[bytes]) -> bytes:
    """The root over leaves."""
    grown = PlainTree()
    grown.append(leaves)
    return grown.root()


def test_a_witness_never_signs_what_did_not_grow_from_all_it_signed_before() -> None:
    run_state_machine_as_test(Witness, settings=settings(max_examples=40))
