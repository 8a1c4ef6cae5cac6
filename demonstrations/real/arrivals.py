"""Money that arrived in a book: stated by a notice, or seen there only by how it was used."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from demonstrations.real.originals import Row, decisions, numbers, originals, places, read_rows

#: What a document is called whose number the notice does not give.
NO_NUMBER = "〔文号未载〕"
SEEN_BY_USE = "公示只写了用途一侧，按公示所见的使用金额记入，可能不是该文件的全部"
#: The level that the name of a fund says it is of; a name that says several says none.
LEVELS = {
    "central": re.compile("中央"),
    "province": re.compile("省级|省派|自治区财政"),
    "city": re.compile("市级|市本级"),
    "county": re.compile("县级|县本级|区级|区本级|区财政配套"),
}


@dataclass(frozen=True)
class Arrival:
    """One arrival of money; `key` is the number of its row, or of its line in money.csv."""

    key: str
    kind: str
    book: str
    document: str
    line: str
    date: str
    amount_wan: str
    fund_line: str
    level: str
    fund_class: str
    division: str
    unit: str
    purpose: str
    page: str


def level_of(fund_line: str) -> str:
    """The level a fund's name says, or nothing."""
    found = [level for level, words in LEVELS.items() if words.search(fund_line)]
    return found[0] if len(found) == 1 else ""


@cache
def arrivals() -> dict[str, Arrival]:
    """All arrivals by key."""
    stated = [
        stated_arrival(number, decision)
        for number, decision in decisions("allocations").items()
        if decision["entry"] in {"received", "appropriation"}
    ]
    seen = [arrival_seen_by_use(row) for row in read_rows("mapping", "money")]
    return {arrival.key: arrival for arrival in (*stated, *seen)}


def stated_arrival(number: str, decision: Row) -> Arrival:
    """The arrival that a row of the allocations states.

    The row's date is when the money was issued above or the notice was made. When it was received
    is not said, only the year is kept, unless the mapping gives the day the notice says.
    """
    row = originals()[number]
    own = decision["entry"] == "appropriation"
    return Arrival(
        key=number,
        kind=decision["entry"],
        book=places()[row["issuer"] if own else row["recipient"]],
        document=decision["document"] or row["doc_no"] or row["fund_line"] + NO_NUMBER,
        line=decision["line"],
        date=decision["date"] or row["issued_on"][:4],
        amount_wan=row["amount_wan"],
        fund_line=row["fund_line"],
        level=level_of(row["fund_line"]),
        fund_class=decision["fund_class"],
        division="" if own else places().get(row["issuer"], ""),
        unit="" if own else row["issuer"],
        purpose=row["purpose"],
        page=row["source_url"],
    )


def arrival_seen_by_use(row: Row) -> Arrival:
    """The arrival of money that a notice shows being used."""
    basis = originals()[row["basis"]]
    fund_line = row["fund_line"] or basis["fund_line"]
    return Arrival(
        key=row["key"],
        kind=row["arrival"],
        book=row["book"],
        document=row["document"] or fund_line + NO_NUMBER,
        line="",
        date=row["date"],
        amount_wan=row["amount_wan"] or str(used(row["key"])),
        fund_line=fund_line,
        level=row["level"],
        fund_class=row["class"],
        division=row["division"],
        unit=row["unit"],
        purpose=SEEN_BY_USE,
        page=basis["source_url"],
    )


def used(key: str) -> Decimal:
    """What the rows that use a money add up to, in 万元."""
    by_rows = [
        Decimal(originals()[number]["amount_wan"])
        for number in numbers("allocations")
        if decisions("allocations")[number]["uses"] == key
    ]
    by_projects = [
        Decimal(row["amount_wan"] or originals()[row["project"]]["amount_wan"])
        for row in read_rows("mapping", "assignments")
        if row["uses"] == key
    ]
    return sum(by_rows or by_projects, Decimal(0))


def arrival_rows() -> dict[str, list[Row]]:
    """The arrivals as rows of the import, by sheet."""
    rows: dict[str, list[Row]] = {"transfers": [], "appropriations": []}
    for arrival in arrivals().values():
        cells = {
            "book": arrival.book,
            "document_no": arrival.document,
            "document_line": arrival.line,
            "occurred_on": arrival.date,
            "amount": arrival.amount_wan,
            "fund_line": arrival.fund_line,
            "fund_level": arrival.level,
            "fund_class": arrival.fund_class,
            "purpose": arrival.purpose,
            "external_reference": arrival.key,
            "evidence": arrival.page,
        }
        if arrival.kind == "received":
            cells |= {
                "direction": "received",
                "counterparty": arrival.division,
                "counterparty_name": arrival.unit,
            }
            rows["transfers"].append(cells)
        else:
            rows["appropriations"].append(cells)
    return rows
