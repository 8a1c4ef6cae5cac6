"""The worked example of docs/evidence.md gives what it says, by sha256sum and by our verifier."""

import re
import subprocess
from pathlib import Path

import pytest

from ledger.evidence.outside import log_of
from ledger.evidence.shapes import Shape, shape_of
from ledger.households import Household
from ledger.vouchers import Entry, Voucher
from mingzhang_verify import Checkpoint, Key, NotProven, leaf_hash, node_hash

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "evidence.md"


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    """The blocks of the worked example, in their order."""
    example = DOCUMENT.read_text(encoding="utf-8").split("## Worked example")[1]
    return re.findall(r"```\w+\n(.*?)```", example, re.DOTALL)


def test_the_commands_of_the_example_print_what_it_says(blocks: list[str]) -> None:
    done = subprocess.run(
        ["/usr/bin/env", "bash", "-euc", blocks[0]],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == blocks[1]


def test_another_amount_gives_another_root(blocks: list[str]) -> None:
    done = subprocess.run(
        ["/usr/bin/env", "bash", "-euc", blocks[0].replace("20000.00", "2000.00")],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    changed = [
        now != then
        for now, then in zip(done.stdout.splitlines(), blocks[1].splitlines(), strict=True)
    ]
    assert changed == [False, False, False, True, False, True, True, True]


@pytest.mark.parametrize("fact", [Household, Voucher, Entry])
def test_the_shapes_of_the_example_are_those_of_the_ledger(
    blocks: list[str], fact: type[Household | Voucher | Entry]
) -> None:
    shape = shape_of(fact)
    assert isinstance(shape, Shape)
    assert " ".join(f"'{line}'" for line in shape.text.splitlines()) in re.sub(
        r"\s*\\\n\s*", " ", blocks[0]
    )


def test_our_verifier_reads_the_example_as_it_says(blocks: list[str]) -> None:
    _, one, two, three, _, root, *_ = blocks[1].splitlines()
    pair = node_hash(bytes.fromhex(one), bytes.fromhex(two))
    assert node_hash(pair, bytes.fromhex(three)).hex() == root
    note = Checkpoint.read(blocks[2])
    keys = [Key.read(line) for line in blocks[3].splitlines()]
    assert log_of(note.origin) == 0
    assert [(key.name, time) for key, time in note.signers(keys)] == [
        ("mingzhang-0a1b2c3d", None),
        ("audit.example.gov.cn", 1646359800),
    ]
    assert (
        leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


def test_a_checkpoint_that_was_touched_is_signed_by_nobody(blocks: list[str]) -> None:
    keys = [Key.read(line) for line in blocks[3].splitlines()]
    with pytest.raises(NotProven):
        Checkpoint.read(blocks[2].replace("\n1\n", "\n2\n", 1)).signers(keys)
