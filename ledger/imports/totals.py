"""Total rows (合计, 小计) are recognised, checked against the rows above, and not imported."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from ledger.imports import cells
from ledger.imports.cells import NULL, Raw
from ledger.imports.columns import AMOUNTS
from ledger.imports.headers import Header
from ledger.imports.problems import CellProblem
from ledger.imports.readers import CellReader

_LABEL = re.compile(r"(本页|本月|本年|本表|累计)?(合计|小计|总计|共计|累计)(数|金额)?[:：]?")
#: A total row has its label among its first filled cells.
_LABEL_CELLS = 3


def total_label(row: list[Raw]) -> str | None:
    """The label of a total row, or None if the row is not one."""
    filled = [raw for raw in row if not cells.is_empty(raw)]
    for raw in filled[:_LABEL_CELLS]:
        words = re.sub(r"\s", "", unicodedata.normalize("NFKC", cells.as_words(raw)))
        if _LABEL.fullmatch(words):
            return words
    return None


class Totals:
    """The running sums of a table's amounts: since the last subtotal, and since the beginning."""

    def __init__(self, header: Header, readers: list[CellReader]) -> None:
        self.amounts = [
            (index, reader.column.key, reader.position)
            for index, reader in enumerate(readers)
            if reader.column.kind in AMOUNTS and reader.position is not None
        ]
        self.in_wan = header.in_wan
        self.since_subtotal = dict.fromkeys((key for _, key, _ in self.amounts), Decimal(0))
        self.since_start = dict(self.since_subtotal)
        #: Whether a row has been added; a total before the first row is of the rows below it.
        self.begun = False
        #: Columns of which an amount could not be read: their totals cannot be checked.
        self.unread: set[str] = set()

    def add(self, outputs: list[list[str]], indexes: Iterable[int]) -> None:
        """Adds the converted amounts of some rows of a frame."""
        indexes = list(indexes)
        self.begun = self.begun or bool(indexes)
        for index, key, _ in self.amounts:
            column = outputs[index]
            # In fen: adding integers is quick, and as exact as adding decimals.
            added = Decimal(sum(fen(column[i]) for i in indexes)) / 100
            self.since_subtotal[key] += added
            self.since_start[key] += added

    def add_wrong(self, outputs: list[list[str]], row: int) -> None:
        """Adds a row that something is wrong with: its amounts count where they could be read."""
        self.unread.update(key for index, key, _ in self.amounts if not outputs[index][row])
        self.add(outputs, [row])

    def check(self, label: str, row: list[Raw]) -> list[tuple[str, int, dict[str, object]]]:
        """What is wrong with a total row: (code, position, details) of each amount that differs."""
        wrong: list[tuple[str, int, dict[str, object]]] = []
        for _, key, position in self.amounts:
            raw = row[position]
            if cells.is_empty(raw):
                continue
            stated = self.stated(key, raw)
            sums = {self.since_subtotal[key], self.since_start[key]}
            if stated not in sums and key not in self.unread:
                added = self.since_subtotal[key] if "小计" in label else self.since_start[key]
                details: dict[str, object] = {
                    "label": label,
                    "stated": f"{stated:,.2f}" if stated is not None else cells.as_words(raw),
                    "added": f"{added:,.2f}",
                }
                wrong.append(("total_differs", position, details))
            self.since_subtotal[key] = Decimal(0)
        return wrong

    def stated(self, key: str, raw: Raw) -> Decimal | None:
        """The amount a total row states, in yuan; None if it is not an amount. Zero is one."""
        try:
            return Decimal((cells.signed_wan if key in self.in_wan else cells.signed_yuan)(raw))
        except (CellProblem, InvalidOperation):
            return Decimal(0) if cells.narrow(raw) == "-" else None


def fen(amount: str) -> int:
    """A converted amount in fen; an empty one counts nothing."""
    if not amount or amount == NULL:
        return 0
    yuan, _, rest = amount.partition(".")
    return int(yuan + rest.ljust(2, "0"))
