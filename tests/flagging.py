"""Records the flags of examples, as runs and whoever verifies them would have."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from expectations.rule import Fact, fact

#: What examples call such a fact: a flag is on no sheet.
FLAGS = "flags"
COUNTY = "990121"
RUN = """
INSERT INTO audits.run (horizon_id, as_of, looks_back, started_at, started_by)
VALUES (
    ledger.take_horizon(CAST(:day AS date)), CAST(:day AS date), FALSE,
    CAST(:day || ' 02:00+08' AS timestamptz), ''
)
RETURNING run_id
"""
FLAG = """
INSERT INTO audits.flag (book_id, rule_code, subject_id, first_run_id, severity, recorded_at)
VALUES (
    ledger.open_book(:book, ''), :rule_code, :subject_id, :run_id, :severity,
    CAST(:day || ' 02:30+08' AS timestamptz)
)
RETURNING book_id, flag_id
"""
SIGHTING = (
    "INSERT INTO audits.flag_sighting (book_id, flag_id, run_id, state) VALUES (:b, :f, :r, :s)"
)
JUDGEMENT = """
INSERT INTO audits.flag_judgement (book_id, flag_id, recorded_at, recorded_by, outcome, note)
VALUES (:b, :f, CAST(:day || ' 16:00+08' AS timestamptz), '', 'confirmed', '属实')
"""


def without_flags(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that are rows of sheets, and a household in each book that flags are of."""
    listed = list(facts)
    books = {each.cells.get("book", COUNTY) for each in listed if each.sheet == FLAGS}
    homes = [fact("households", book=book) for book in sorted(books)]
    return [each for each in listed if each.sheet != FLAGS] + homes


def record_flags(connection: Connection, facts: Iterable[Fact]) -> None:
    """Records the flags among the facts; the connection is `posting`, or acts as its owner may."""
    flags = [each.cells for each in facts if each.sheet == FLAGS]
    if not flags:
        return
    connection.execute(text("SET LOCAL ROLE NONE"))
    for cells in flags:
        record_flag(connection, cells)
    connection.execute(text("SET LOCAL ROLE mingzhang_app"))


def record_flag(connection: Connection, cells: dict[str, str]) -> None:
    """Records a flag, when it was gone and back, and the days on which it was verified."""
    day = cells["recorded_on"]
    run_id = run_of(connection, day)
    said: dict[str, Any] = {
        "book": cells.get("book", COUNTY),
        "rule_code": cells["rule_code"],
        "subject_id": cells["subject_id"],
        "severity": cells.get("severity", "2"),
    }
    book_id, flag_id = connection.execute(text(FLAG), said | {"day": day, "run_id": run_id}).one()
    place = {"b": book_id, "f": flag_id}
    connection.execute(text(SIGHTING), place | {"r": run_id, "s": "new"})
    for state in ("gone", "back"):
        if f"{state}_on" in cells:
            later = run_of(connection, cells[f"{state}_on"])
            connection.execute(text(SIGHTING), place | {"r": later, "s": state})
    for verified_on in cells.get("verified_on", "").split():
        connection.execute(text(JUDGEMENT), place | {"day": verified_on})


def run_of(connection: Connection, day: str) -> int:
    """A run of that day."""
    return int(connection.execute(text(RUN), {"day": day}).scalar_one())
