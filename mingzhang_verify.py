"""Checks receipts, checkpoints and their growth offline; it needs nothing but `cryptography`.

One file, so that an inspector can carry it alone: `python mingzhang_verify.py receipt FILE`. What
it checks, byte by byte, is written down in docs/evidence.md; whoever trusts neither can write
another from that.
"""

import argparse
import base64
import binascii
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

#: What keys are for: the log's own signature, and a witness's (C2SP signed-note, tlog-cosignature).
LOG_KEY = b"\x01"
WITNESS_KEY = b"\x04"
ID_BYTES = 4
TIME_BYTES = 8
KEY_BYTES = 32
SIGNATURE_BYTES = 64
DASH = "\u2014 "
RECEIPT = "mingzhang-receipt/1"
GROWTH = "mingzhang-growth/1"
#: The first line of a shape: how a row is put into a line.
ENCODING = "mingzhang-fact/1"
#: The table of checkpoints: its rows bind the logs of books to the common log.
CHECKPOINTS = "ledger.checkpoint"
ESCAPES = str.maketrans(
    {"\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}
)


class NotProven(Exception):
    """What was to be shown is not shown; says why, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")


def sha256(content: bytes) -> bytes:
    """The hash of everything here."""
    return hashlib.sha256(content).digest()


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + content)


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right)


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2).

    Args:
        leaf: the leaf's hash.
        index: its place, from 0.
        size: the leaves of the tree.
        path: the proof, from the leaf's sibling up.

    Raises:
        NotProven: the proof has not the length that index and size ask for.
    """
    if not 0 <= index < size:
        raise NotProven("事实不在这棵树里", "the fact is not within the tree")
    node, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise NotProven("包含证明太长", "the inclusion proof is too long")
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise NotProven("包含证明太短", "the inclusion proof is too short")
    return found


def check_growth(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]
) -> None:
    """That a tree grew from another: nothing of the old one was changed (RFC 9162, 2.1.4.2).

    Raises:
        NotProven: it is not shown.
    """
    changed = NotProven(
        f"前 {old_size} 条已不是原来的：新的检查点不是从旧的长出来的",
        f"the first {old_size} facts are not what they were: the newer checkpoint did not grow "
        "from the older",
    )
    if old_size > new_size:
        raise NotProven(
            f"账变短了：{old_size} 条变成 {new_size} 条",
            f"the log became shorter: {old_size} facts were {new_size} later",
        )
    if old_size in (0, new_size):
        if path or (old_size and old_root != new_root):
            raise changed
        return
    if _roots_of_growth(old_size, old_root, new_size, path) != (old_root, new_root):
        raise changed


def _roots_of_growth(
    old_size: int, old_root: bytes, new_size: int, path: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """The roots that a proof leads to; None where it has not the length it should have."""
    steps = list(path)
    if old_size & (old_size - 1) == 0:
        steps.insert(0, old_root)
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not steps:
        return None
    old = new = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return None if last else (old, new)


@dataclass(frozen=True)
class Key:
    """A public key as people hand it on: `name+id+base64` (C2SP signed-note, verifier keys)."""

    name: str
    key_id: bytes
    kind: bytes
    public: bytes

    @classmethod
    def made(cls, name: str, kind: bytes, public: bytes) -> "Key":
        """The key of that name, with the id that follows from it."""
        return cls(name, sha256(name.encode() + b"\n" + kind + public)[:ID_BYTES], kind, public)

    @classmethod
    def read(cls, text: str) -> "Key":
        """The key that a line of text is.

        Raises:
            NotProven: it is none.
        """
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        try:
            material = base64.b64decode(encoded, validate=True)
            key = cls.made(name, material[:1], material[1:])
            right = key.key_id == bytes.fromhex(key_id)
        except (ValueError, binascii.Error):
            right = False
        if not right or key.kind not in (LOG_KEY, WITNESS_KEY) or len(key.public) != KEY_BYTES:
            raise NotProven(f"不是公钥：{text.strip()}", f"not a public key: {text.strip()}")
        return key

    def __str__(self) -> str:
        encoded = base64.b64encode(self.kind + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


@dataclass(frozen=True)
class Checkpoint:
    """A signed tree head (C2SP tlog-checkpoint): its text, and the signatures under it."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, note: str) -> "Checkpoint":
        """The checkpoint that a note is.

        Raises:
            NotProven: it is none.
        """
        text, blank, signed = note.rpartition("\n\n")
        lines = text.split("\n")
        try:
            origin, size, root = lines[0], lines[1], base64.b64decode(lines[2], validate=True)
            signatures = tuple(_signature(line) for line in _lines(signed))
            right = bool(blank and origin) and size == str(int(size)) and len(root) == KEY_BYTES
        except (ValueError, IndexError, binascii.Error):
            right = False
        if not right:
            raise NotProven("不是检查点", "not a checkpoint")
        return cls(origin, int(size), root, text + "\n", signatures)

    def signers(self, keys: Sequence[Key]) -> list[tuple[Key, int | None]]:
        """Which of the keys signed it, and when: a witness says so, in seconds since 1970.

        Raises:
            NotProven: a signature of one of them is wrong.
        """
        found = []
        for key in keys:
            for name, signed in self.signatures:
                if name == key.name and signed[:ID_BYTES] == key.key_id:
                    found.append((key, _check_signature(key, signed[ID_BYTES:], self.text)))
        return found


def _lines(text: str) -> list[str]:
    """The lines of a text, each of which ends in a newline and in nothing else."""
    *lines, rest = text.split("\n")
    if rest:
        raise ValueError(rest)
    return lines


def _signature(line: str) -> tuple[str, bytes]:
    """The name and the signature, with its key id, of a line under a note."""
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not name:
        raise ValueError(line)
    return name, base64.b64decode(encoded, validate=True)


def cosigned_text(text: str, time: int) -> bytes:
    """What a witness signs: when, and the checkpoint (C2SP tlog-cosignature)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _check_signature(key: Key, signature: bytes, text: str) -> int | None:
    """When it was signed, where that is said."""
    time = None
    content = text.encode()
    if key.kind == WITNESS_KEY:
        time = int.from_bytes(signature[:TIME_BYTES], "big")
        signature, content = signature[TIME_BYTES:], cosigned_text(text, time)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, content)
    except InvalidSignature as error:
        raise NotProven(
            f"{key.name} 的签名不对：检查点被改动过，或不是它签的",
            f"the signature of {key.name} is wrong: the checkpoint was changed, or it never "
            "signed it",
        ) from error
    return time


@dataclass(frozen=True)
class SealedFact:
    """A fact of a receipt that was shown to be under a checkpoint."""

    table: str
    position: int
    #: By column; None is empty, and what is withheld is not here.
    values: dict[str, str | None]
    withheld: tuple[str, ...]
    checkpoint: Checkpoint


def field_salt(salt: bytes, column: str) -> bytes:
    """What one personal column is hashed with: giving it away gives no other column away."""
    return sha256(salt + column.encode())


def _entered(value: str | dict[str, str] | None) -> str:
    """A value as it stands in the line that is hashed; of what is personal, its hash does."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if "hash" in value:
        return value["hash"]
    return sha256(bytes.fromhex(value["salt"]) + value["value"].encode()).hex()


def _by_column(shape: str, values: list[Any]) -> tuple[str, dict[str, Any]]:
    """The table that a shape is of, and the values by column, once both go together."""
    encoding, table, *listed = _lines(shape)
    named = {line.split(" ")[0]: value for line, value in zip(listed, values, strict=True)}
    if encoding != ENCODING or len(named) < len(listed):
        raise ValueError(shape)
    # What the shape calls personal enters by its hash, and nothing else does.
    for line, value in zip(listed, values, strict=True):
        if value is not None and isinstance(value, dict) != line.endswith(" personal"):
            raise ValueError(line)
    return table, named


def fact_of(given: dict[str, Any], checkpoint: Checkpoint) -> SealedFact:
    """A fact of a receipt, shown to be under a checkpoint.

    Raises:
        NotProven: it is not.
        ValueError: what is given is no fact.
    """
    shape: str = given["shape"]
    table, values = _by_column(shape, given["values"])
    line = "\t".join(_entered(value) for value in values.values())
    leaf = leaf_hash(sha256(shape.encode()) + line.encode())
    path = [base64.b64decode(step, validate=True) for step in given["path"]]
    position = int(values["log_position"])
    if root_of_inclusion(leaf, position - 1, checkpoint.size, path) != checkpoint.root:
        raise NotProven(
            f"{table} 第 {position} 条与检查点不符：内容、位置或证明被改动过",
            f"{table}, position {position}, is not what was sealed: its content, its place or the "
            "proof was changed",
        )
    _, of_book, book = checkpoint.origin.rpartition("/book/")
    if of_book and values["book_id"] != book:
        raise NotProven("账簿与检查点不符", "its book is not the one of the checkpoint")
    withheld = tuple(
        name for name, value in values.items() if isinstance(value, dict) and "hash" in value
    )
    opened = {
        name: value["value"] if isinstance(value, dict) else value
        for name, value in values.items()
        if name not in withheld
    }
    return SealedFact(table, position, opened, withheld, checkpoint)


def facts_of(receipt: dict[str, Any]) -> list[SealedFact]:
    """The facts of a receipt, each shown to be under its checkpoint, the one asked for first.

    A receipt of a book's fact goes on with the row that put the book's checkpoint into the common
    log, so that one countersigned checkpoint of that log covers all books.

    Raises:
        NotProven: one is not, or the file is no receipt.
    """
    try:
        _check_format(receipt, RECEIPT)
        notes = [Checkpoint.read(note) for note in receipt["checkpoints"]]
        facts = [fact_of(given, notes[given["checkpoint"]]) for given in receipt["facts"]]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise NotProven("不是存证回执，或不完整", "not a receipt, or not whole") from error
    texts = {note.text for note in notes}
    for fact in facts:
        if fact.table == CHECKPOINTS and _text_of(fact.values["note"]) not in texts:
            raise NotProven("检查点与其登记不符", "a checkpoint is not the one on record")
    if not facts:
        raise NotProven("回执里没有事实", "the receipt holds no fact")
    return facts


def _check_format(given: dict[str, Any], wanted: str) -> None:
    if given["format"] != wanted:
        raise KeyError(wanted)


def _text_of(note: str | None) -> str:
    return Checkpoint.read(note or "").text


def grown(growth: dict[str, Any]) -> tuple[Checkpoint, Checkpoint]:
    """The two checkpoints of a growth file, the newer of which was shown to grow from the older.

    Raises:
        NotProven: it did not, or the file is none.
    """
    try:
        _check_format(growth, GROWTH)
        old, new = (Checkpoint.read(growth[name]) for name in ("older", "newer"))
        path = [base64.b64decode(step, validate=True) for step in growth["path"]]
    except (KeyError, TypeError, ValueError) as error:
        raise NotProven("不是增长证明", "not a proof of growth") from error
    if old.origin != new.origin:
        raise NotProven("两个检查点不是同一本账的", "the checkpoints are not of one log")
    check_growth(old.size, old.root, new.size, new.root, path)
    return old, new


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 where all is shown, 1 where something is not, 3 where nobody known signed."""
    parser = argparse.ArgumentParser(prog="mingzhang-verify", description=__doc__)
    parser.add_argument("what", choices=("receipt", "checkpoint", "growth"))
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        help="公钥，或一行一个公钥的文件 / a public key or file",
    )
    given = parser.parse_args(arguments)
    try:
        content = given.file.read_text(encoding="utf-8")
        keys = [key for named in given.key for key in read_keys(named)]
        checkpoints = _shown(given.what, content)
        signers = {note.text: note.signers(keys) for note in checkpoints}
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        print(f"读不了 / cannot be read: {error}", file=sys.stderr)
        return 2
    except NotProven as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    for note in checkpoints:
        print(f"检查点 / checkpoint {note.origin} {note.size}")
        for key, time in signers[note.text]:
            print(f"  ✓ {key.name}" + (f" {_said(time)}" if time is not None else ""))
        if not signers[note.text]:
            print("  ? 没有已知的人签名 / signed by nobody known (--key)")
    return 0 if all(signers.values()) else 3


def _shown(what: str, content: str) -> list[Checkpoint]:
    """The checkpoints that a file's content stands on; facts are printed as they are shown."""
    if what == "checkpoint":
        return [Checkpoint.read(content)]
    if what == "growth":
        return list(grown(json.loads(content)))
    facts = facts_of(json.loads(content))
    for fact in facts:
        print(f"✓ {fact.table} {fact.position}")
        for name, value in fact.values.items():
            if value is not None:
                print(f"    {name}: {value.rstrip()}")
        for name in fact.withheld:
            print(f"    {name}: （不公开 / withheld）")
    return list({fact.checkpoint.text: fact.checkpoint for fact in facts}.values())


def _said(time: int) -> str:
    moment = dt.datetime.fromtimestamp(time, dt.UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%SZ")


def read_keys(named: str) -> list[Key]:
    """The public keys of a file, one a line, or the one that is given itself."""
    lines = [named] if "+" in named else Path(named).read_text(encoding="utf-8").splitlines()
    return [Key.read(line) for line in lines if line.strip() and not line.startswith("#")]


if __name__ == "__main__":
    sys.exit(main())
