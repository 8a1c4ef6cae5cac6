"""Made-up vouchers of other bookkeeping software: an account set and its exports."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from demonstrations.made_up.books import Book, Day

#: A line: its account's code and name, debit and credit in fen.
Line = tuple[str, str, int, int]

SPENDING = ("5001", "一般公共预算本级支出")
SATURDAY = 5
TREASURY = ("1001", "国库存款")


def working(day: Day) -> Day:
    """That day, or the Monday after it: nobody enters anything on a weekend."""
    return day + dt.timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)


def paid(fen: int) -> tuple[Line, ...]:
    """What is paid from the treasury."""
    return (*SPENDING, fen, 0), (*TREASURY, 0, fen)


@dataclass
class AccountSet:
    """The vouchers of one unit in one month, as one export has them."""

    book: Book
    name: str
    month: Day
    exported_on: Day
    last_number: int = 0

    def voucher(self, lines: tuple[Line, ...], **more: object) -> str:
        """Writes a voucher of the 10th with the next number; returns its reference."""
        self.last_number = int(str(more.get("voucher_number", self.last_number + 1)))
        on = self.month.replace(day=10)
        cells: dict[str, object] = {
            "account_set": self.name,
            "exported_on": self.exported_on,
            "period": f"{self.month:%Y%m}",
            "voucher_number": self.last_number,
            "occurred_on": on,
            "entered_on": working(on),
            "posted_on": on + dt.timedelta(days=18),
            "summary": "付项目款",
        }
        for place, (code, account, debit, credit) in enumerate(lines, 1):
            amounts = {"debit": debit or None, "credit": credit or None}
            line = {"line_number": place, "account_code": code, "account_name": account}
            self.book.write("journal_lines", **(cells | line | amounts | more))
        return f"{self.name}|{cells['period']}-记{self.last_number}"

    def again(self, days: int) -> Self:
        """The same month in an export that many days later."""
        later = self.exported_on + dt.timedelta(days=days)
        return type(self)(self.book, self.name, self.month, later)
