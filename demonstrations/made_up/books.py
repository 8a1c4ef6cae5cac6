"""One made-up book: its rows, and numbers in it that never repeat."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from demonstrations.made_up.cash import Movement, moved_by
from demonstrations.made_up.telling import Donors
from demonstrations.made_up.writing import Folder

Day = dt.date

#: The fund lines of the made-up province: name, level, whether it may be pooled.
CENTRAL_LINE = ("示范财政衔接推进乡村振兴补助资金（中央）", "central", True)
#: What the province gives counties past their city: may not be pooled, and may.
DIRECT_LINE = ("示范革命老区转移支付（中央）", "central", False)
POOLED_LINE = ("示范农村综合改革转移支付（中央）", "central", True)
PROVINCIAL_LINE = ("示范财政衔接推进乡村振兴补助资金（省级）", "province", True)
#: What counties have of the province in cases, which may not be pooled.
SERVICES_LINE = ("示范省农村公共服务运行补助资金", "province", False)
WELFARE_LINE = ("示范省公益岗位补贴资金", "province", False)
COUNTY_LINE = ("示范县级衔接资金", "county", False)
BOND_LINE = ("示范省乡村振兴一般债券资金", "province", False)
AID_LINE = ("示范对口帮扶资金", "city", False)

FundLine = tuple[str, str, bool]


@dataclass
class Book:
    """The rows of one division's book."""

    folder: Folder
    code: str
    name: str
    level: str
    #: Stands in document numbers: 省, 市 or the county's own numeral.
    short: str
    numbers: Counter[str] = field(default_factory=Counter)
    #: What went into its treasury and out of it, in the order it was written.
    cash: list[Movement] = field(default_factory=list)
    donors: Donors = field(default_factory=Donors)

    def write(self, sheet: str, **cells: object) -> None:
        """Writes one row of a sheet."""
        self.folder.write(sheet, {"book": self.code} | cells)
        self.cash.extend(moved_by(sheet, cells))
        if sheet == "donations" and cells["event"] == "gift":
            self.donors.gifts.add(cast("str", cells["donation_code"]))
        if sheet == "disbursements":
            self.tell_donor(
                cast("str", cells["source_document"]), cast("Day", cells["occurred_on"])
            )

    def tell_donor(self, source: str, used_on: Day) -> None:
        """Feedback to who gave the money that was used on a day, if it was given."""
        for told in self.donors.tell(source, used_on):
            self.write("feedback", **told)

    def reverse_payment(self, voucher: str, fen: int, on: Day, reason: str) -> None:
        """Undoes the voucher of a payment; its money is back in the treasury."""
        self.write("reversals", voucher=voucher, occurred_on=on, reason=reason)
        self.cash.append(Movement(on, fen))

    def number(self, prefix: str, digits: int = 4) -> str:
        """The next number with a prefix: each is given once in this book."""
        self.numbers[prefix] += 1
        return f"{prefix}{self.numbers[prefix]:0{digits}d}"

    def document(self, office: str, year: int) -> str:
        """The next document number of an office of this division."""
        prefix = f"示{self.short}{office}〔{year}〕"
        self.numbers[prefix] += 1
        return f"{prefix}{self.numbers[prefix]}号"

    def fingerprint(self, *what: object) -> str:
        """A SHA-256 that no other paper in any book has."""
        words = "|".join(str(each) for each in (self.code, *what))
        return hashlib.sha256(words.encode()).hexdigest()

    def receive(
        self, document: str, on: Day | str, fen: int, line: FundLine, issuer: str, **more: object
    ) -> None:
        """Money that the book above issued, with its cash three days later.

        The day may be a month in words; then nothing is known of the cash but what `more` says. A
        transfer is entered in the own budget ten days after; `budget` says what of that line is
        otherwise, or None that there is none.
        """
        budget = cast("dict[str, object] | None", more.pop("budget", {}))
        if budget is not None and more.get("kind", "transfer") in {None, "transfer"}:
            usual = on + dt.timedelta(days=10) if isinstance(on, dt.date) else more["cash_on"]
            entered_on = cast("Day", budget.get("entered_on", usual))
            said = {key: value for key, value in budget.items() if key != "entered_on"}
            self.enter_in_budget("transfer", fen, entered_on, document_no=document, **said)
        cells: dict[str, object] = {
            "direction": "received",
            "document_no": document,
            "occurred_on": on,
            "amount": fen,
            "counterparty": issuer,
            "cash_on": on + dt.timedelta(days=3) if isinstance(on, dt.date) else None,
        }
        self.write("transfers", **(cells | fund_line_cells(line) | more))

    def enter_in_budget(self, kind: str, fen: int, entered_on: Day, **more: object) -> None:
        """A line of the own budget, of the year it is entered in."""
        cells: dict[str, object] = {
            "line_code": self.number(f"YS{entered_on.year}", 4),
            "fiscal_year": entered_on.year,
            "kind": kind,
            "amount": fen,
            "entered_on": entered_on,
        }
        self.write("budget_lines", **(cells | more))

    def publish_budget(self, on: Day, **more: object) -> None:
        """The own budget on the web: transfers by region, special ones by project."""
        cells: dict[str, object] = {
            "notice_code": self.number("GS"),
            "kind": "budget",
            "level": self.level,
            "channel": "government_website",
            "starts_on": on,
            "gives_regions": True,
            "gives_projects": True,
        }
        self.write("notices", **(cells | more))

    def issue(
        self, document: str, on: Day, fen: int, source: str, recipient: str, **more: object
    ) -> None:
        """Money passed to a book below, with its cash three days later."""
        cells: dict[str, object] = {
            "direction": "issued",
            "document_no": document,
            "occurred_on": on,
            "amount": fen,
            "source_document": source,
            "counterparty": recipient,
            "cash_on": on + dt.timedelta(days=3),
            "issuer_kind": "finance",
            "transfer_type": None if more.get("kind") else "special",
        }
        self.write("transfers", **(cells | more))

    def send_cash(self, document: str, on: Day, fen: int, source: str) -> None:
        """Cash that leaves a source by a document that moves no authority to another book."""
        self.write(
            "transfers",
            direction="cash_out",
            document_no=document,
            occurred_on=on,
            amount=fen,
            source_document=source,
        )

    def take_in_cash(self, document: str, on: Day, fen: int, line: int | None = None) -> None:
        """Cash of a document that comes after the rest of it."""
        self.write(
            "transfers",
            direction="cash_in",
            document_no=document,
            occurred_on=on,
            amount=fen,
            source_line=line,
            external_reference=self.number("DZ", 6),
        )

    def appropriate(
        self, document: str, on: Day, fen: int, line: FundLine = COUNTY_LINE, **more: object
    ) -> None:
        """Money of the division's own budget, approved in January of its year."""
        cells: dict[str, object] = {
            "document_no": document,
            "occurred_on": on,
            "amount": fen,
            "approved_on": min(on, dt.date(on.year, 1, 15)),
            "cash_on": on,
        }
        self.write("appropriations", **(cells | fund_line_cells(line) | more))

    def publish_allocation(self, document: str, on: Day, **more: object) -> str:
        """A notice of an allocation on the government's website; returns its code."""
        code = self.number("GS")
        cells: dict[str, object] = {
            "notice_code": code,
            "kind": "allocation_result",
            "level": self.level,
            "channel": "government_website",
            "document_no": document,
            "starts_on": on,
            "evidence": f"示范网页 {code}",
            "gives_sources": True,
            "gives_principle": True,
            "gives_table": True,
            "gives_phone": True,
            "gives_hotline": True,
        }
        self.write("notices", **(cells | more))
        return code


def fund_line_cells(line: FundLine) -> dict[str, object]:
    """A fund line in the columns of money that arrives."""
    name, level, integrable = line
    return {
        "fund_line": name,
        "fund_level": level,
        "fund_class": "general_budget",
        "integrable": integrable,
    }
