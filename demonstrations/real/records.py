"""The projects that the notices name, and the notices themselves."""

import re
from urllib.parse import urlsplit

from demonstrations.real.originals import Row, numbers, originals, places, read_rows

#: Only words that name one class of the national system; the others stay as they were written.
CATEGORIES = {
    "产业": "industry",
    "产业扶贫项目": "industry",
    "就业扶贫": "employment",
    "教育": "education",
    "金融": "finance",
    "易地搬迁": "relocation",
    "管理费": "management_fee",
}
#: The portal of 西平县, whose pages some notices name by its address.
GOVERNMENT_HOSTS = {"218.28.100.114"}
DAY_NOT_STATED = "（公示日未载，取最早可能的一天）"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def if_day(words: str) -> str:
    """A day, or nothing where only a month or a year is known."""
    return words if _DAY.fullmatch(words) else ""


def project_rows() -> list[Row]:
    """Every line of the lists of projects, and the projects that only other notices name."""
    rows = []
    for number in numbers("projects"):
        row = originals()[number]
        rows.append(
            {
                "book": places()[row["county"]],
                "project_code": number,
                "name": row["project_name"],
                "category": CATEGORIES.get(row["category"], ""),
                "place": place(row),
                "planned_start_on": if_day(row["start"]),
                "planned_finish_on": if_day(row["finish"]),
                "responsible_unit": row["implementing_unit"],
                "task": f"公示类别：{row['category']}" if row["category"] else "",
                "approved_total": row["amount_wan"],
                "funding": row["fund_sources"],
                "beneficiaries": row["beneficiaries"],
                "project_year": row["year"],
                "evidence": row["source_url"],
            }
        )
    return rows + [project_named_elsewhere(row) for row in read_rows("mapping", "more_projects")]


def place(row: Row) -> str:
    """The site; a zone that keeps no book of its own is named before it."""
    zone = row["county"] if row["county"].endswith(("高新区", "示范区")) else ""
    return f"{zone}{row['site']}"


def project_named_elsewhere(row: Row) -> Row:
    """A project that an allocation, a payment or a settlement names, but no list."""
    basis = originals()[row["basis"]]
    return {
        "book": places()[basis.get("county") or basis["issuer"]],
        "project_code": row["code"],
        "name": row["name"],
        "responsible_unit": row["unit"],
        "project_year": row["year"],
        "evidence": basis["source_url"],
    }


def day_of_page(page: str) -> tuple[str, bool]:
    """The day a page was published, or the first day it can have been; and whether it is stated.

    The day of its document, or the first of its month or year, is the first day it can have been:
    so that nobody is said to have published late by a day that no notice states.
    """
    on_page = [row for row in originals().values() if row["source_url"] == page]
    for column in ("disclosed_on", "as_of"):
        days = [if_day(row.get(column, "")) for row in on_page]
        if any(days):
            return min(filter(None, days)), True
    known = [row.get("disclosed_on") or row.get("issued_on") or row.get("date") for row in on_page]
    return max(f"{words}-01-01"[:10] for words in known if words), False


def notice_rows(allocating: list[Row]) -> list[Row]:
    """The pages themselves: each discloses the allocating documents that it is evidence of.

    Args:
        allocating: the rows of issues and assignments.
    """
    disclosed = dict.fromkeys(
        (row["book"], row["evidence"], row["document_no"]) for row in allocating
    )
    rows: list[Row] = []
    for order, (book, page, document) in enumerate(disclosed, 1):
        host = urlsplit(page).hostname or ""
        official = host.endswith(".gov.cn") or host in GOVERNMENT_HOSTS
        starts_on, stated = day_of_page(page)
        rows.append(
            {
                "book": book,
                "notice_code": f"N{order:03d}",
                "kind": "allocation_result",
                "level": level(book),
                "channel": "government_website" if official else "other",
                "document_no": document,
                "starts_on": starts_on,
                "evidence": page if stated else f"{page} {DAY_NOT_STATED}",
            }
        )
    return rows


def level(code: str) -> str:
    """The level of a division by its code."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"
