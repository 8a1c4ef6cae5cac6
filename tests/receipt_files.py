"""The files that an inspector checks, what `mingzhang-verify` makes of them, and wrong ones."""

import json
from dataclasses import dataclass
from typing import Any

from ledger.evidence.signing_keys import SigningKey
from mingzhang_verify import GROWTH, WITNESS_KEY, Checkpoint, Key, NotProven, facts_of, grown

#: Of a file every so many characters one is changed.
STRIDE = 17


@dataclass
class Files:
    """What an inspector has: files of the ledger, and the keys of those who signed them."""

    receipt: str
    public: str
    older: str
    newer: str
    growth: str
    keys: list[Key]
    log_key: SigningKey
    payment: str

    @property
    def key_lines(self) -> str:
        """The keys as people hand them on."""
        return "\n".join(map(str, self.keys))


def verdict(content: str, keys: list[Key]) -> str:
    """What `mingzhang-verify` makes of a file, in the words of the page."""
    try:
        given = json.loads(content)
    except ValueError:
        return "unreadable"
    try:
        if isinstance(given, dict) and given.get("format") == GROWTH:
            notes = list(grown(given))
        else:
            notes = [fact.checkpoint for fact in facts_of(given)]
        signers = [note.signers(keys) for note in notes]
    except NotProven:
        return "wrong"
    return "right" if all(signers) else "unsigned"


def one_character_changed(content: str) -> list[str]:
    """The file with one character changed, here and there.

    The last character of what is written in base64 may stand for the same bytes as another: it is
    left alone.
    """
    places = [place for place in range(0, len(content) - 1, STRIDE) if content[place + 1] != "="]
    return [
        content[:place] + chr(ord(content[place]) ^ 1) + content[place + 1 :] for place in places
    ]


def differently_made(receipt: str) -> list[str]:
    """The receipt with something added, left out, moved or put in place of another."""
    made: list[Any] = []

    def changed(change: Any) -> None:
        given = json.loads(receipt)
        change(given)
        made.append(json.dumps(given, ensure_ascii=False))

    first, second = 0, 1
    for number in range(len(json.loads(receipt)["facts"])):
        changed(lambda given, n=number: given["facts"][n]["path"].pop())
        changed(lambda given, n=number: given["facts"][n]["path"].append("A" * 43 + "="))
        changed(lambda given, n=number: given["facts"][n]["values"].reverse())
        changed(lambda given, n=number: given["facts"][n]["values"].append(None))
        changed(lambda given, n=number: given["facts"][n]["values"].__setitem__(0, "1"))
        changed(lambda given, n=number: given["facts"][n]["values"].__setitem__(0, 1))
        changed(lambda given, n=number: given["facts"][n].__setitem__("checkpoint", 7))
        changed(lambda given, n=number: given["facts"][n].pop("shape"))
        changed(
            lambda given, n=number: given["facts"][n].__setitem__(
                "shape", given["facts"][n]["shape"].replace(" personal", "") + "x text\n"
            )
        )
    changed(lambda given: given["facts"].clear())
    changed(lambda given: given["facts"].pop())
    changed(lambda given: given["facts"].reverse())
    changed(lambda given: given["checkpoints"].reverse())
    changed(lambda given: given["checkpoints"].pop())
    changed(lambda given: given.__setitem__("format", "mingzhang-receipt/2"))
    changed(lambda given: given.__setitem__("more", "is not read"))
    for note in (first, second):
        for old, new in (
            ("\n\n", "\n"),
            ("/common", "/commons"),
            ("— ", "- "),
            ("\n\n—", "\n\n\n—"),
        ):
            changed(
                lambda given, n=note, o=old, w=new: given["checkpoints"].__setitem__(
                    n, given["checkpoints"][n].replace(o, w)
                )
            )
        changed(
            lambda given, n=note: given["checkpoints"].__setitem__(
                n, given["checkpoints"][n].split("\n\n")[0] + "\n\n"
            )
        )
    return [*made, "", "[]", "null", "17", '"text"', receipt[:-3], "\ufeff" + receipt]


def make_other_key(files: Files) -> Key:
    """A key that signed nothing."""
    return Key.made("discipline.example.gov.cn", WITNESS_KEY, files.keys[0].public)


def rewritten(files: Files) -> str:
    """Another checkpoint of the same log and size, signed with the log's own key."""
    origin, size, _ = Checkpoint.read(files.older).text.splitlines()
    return files.log_key.signed(f"{origin}\n{size}\n{'A' * 43}=\n")
