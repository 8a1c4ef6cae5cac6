"""Loads what the ledger looks up and nobody posts: divisions, their marks, and working days."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, text

from ledger.copying import copy_in

HERE = Path(__file__).resolve().parent / "reference"
#: The years for which chinesecalendar knows the State Council's notices.
FIRST_YEAR, LAST_YEAR = 2004, 2026


def load_reference_data(connection: Connection) -> None:
    """Brings the reference tables to what our data files say; repeating it is harmless."""
    load_divisions(connection)
    load_calendar(connection)


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a reference file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_divisions(connection: Connection) -> None:
    """Divisions with all their codes, who became part of whom, and the lists they are on."""
    rows = read_csv("divisions/divisions.csv")
    division_of = {row["code"]: row["division_id"] for row in rows}
    stage(connection, "division_row", rows)
    stage(connection, "succession_row", read_csv("divisions/successions.csv"))
    marks = read_csv("divisions/marks.csv")
    for mark in marks:
        mark["division_id"] = division_of[mark["code"]]
    stage(connection, "mark_row", marks)
    connection.execute(text(LOAD_DIVISIONS))
    connection.execute(text(LOAD_CODES))
    connection.execute(text(LOAD_SUCCESSIONS))
    connection.execute(text(LOAD_MARKS))


def load_calendar(connection: Connection) -> None:
    """Working days of every year that the library knows; days an office added stay."""
    from chinese_calendar import get_holiday_detail, is_workday  # noqa: PLC0415  (one use)

    day = dt.date(FIRST_YEAR, 1, 1)
    rows: list[dict[str, str]] = []
    ordinal = 0
    while day.year <= LAST_YEAR:
        working = is_workday(day)
        ordinal += working
        holiday = get_holiday_detail(day)[1]
        rows.append(
            {
                "day": day.isoformat(),
                "is_working": "t" if working else "f",
                "working_ordinal": str(ordinal),
                "holiday": holiday or "",
            }
        )
        day += dt.timedelta(days=1)
    stage(connection, "calendar_row", rows)
    connection.execute(
        text(
            "INSERT INTO ledger.calendar_day (day, is_working, working_ordinal, holiday)"
            " SELECT day::date, is_working::boolean, working_ordinal::integer,"
            " nullif(holiday, '') FROM calendar_row ON CONFLICT (day) DO NOTHING"
        )
    )


def stage(
    connection: Connection,
    name: str,
    rows: Iterable[dict[str, str]],
    columns: Sequence[str] | None = None,
) -> None:
    """Rows as a temporary table of text columns, by default those of the first row."""
    listed = list(rows)
    columns = list(columns or listed[0])
    body = io.StringIO()
    csv.DictWriter(body, columns, lineterminator="\n").writerows(listed)
    body.seek(0)
    quoted = ", ".join(f'"{column}"' for column in columns)
    connection.execute(
        text(
            f"DROP TABLE IF EXISTS pg_temp.{name};"
            f"CREATE TEMPORARY TABLE {name} ({quoted.replace(', ', ' text, ')} text)"
        )
    )
    copy_in(connection, name, columns, body, "(FORMAT csv, NULL '\\N')")


#: A division's present code and name are those without an end, else those that ended last.
LOAD_DIVISIONS = """
WITH RECURSIVE latest AS (
    SELECT DISTINCT ON (division_id) division_id, level, code, name, parent_code
    FROM division_row
    ORDER BY division_id, (valid_to = '') DESC, valid_to DESC
),
parented AS (
    SELECT latest.*, above.division_id AS parent_id
    FROM latest
    LEFT JOIN (SELECT DISTINCT code, division_id FROM division_row) AS above
        ON latest.parent_code = above.code
),
placed AS (
    SELECT parented.*, '/' || division_id || '/' AS path FROM parented WHERE parent_id IS NULL
    UNION ALL
    SELECT parented.*, placed.path || parented.division_id || '/'
    FROM parented
    INNER JOIN placed ON parented.parent_id = placed.division_id
)
INSERT INTO ledger.division AS known (
    division_id, level, code, name, parent_id, path, made_up
)
SELECT division_id, level, code, name, parent_id, path, FALSE
FROM placed
ORDER BY path
ON CONFLICT (division_id) DO UPDATE SET
    level = excluded.level, code = excluded.code, name = excluded.name,
    parent_id = excluded.parent_id, path = excluded.path
WHERE (known.level, known.code, known.name, known.path)
    IS DISTINCT FROM (excluded.level, excluded.code, excluded.name, excluded.path)
"""

LOAD_CODES = """
INSERT INTO ledger.division_code AS known (
    code, name, division_id, valid_from, valid_to, listed_in
)
SELECT
    code, name, division_id, nullif(valid_from, '')::date, nullif(valid_to, '')::date, list
FROM division_row
ON CONFLICT (code, name) DO UPDATE SET
    division_id = excluded.division_id, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to, listed_in = excluded.listed_in
WHERE (known.division_id, known.valid_from, known.valid_to, known.listed_in)
    IS DISTINCT FROM (
        excluded.division_id, excluded.valid_from, excluded.valid_to, excluded.listed_in
    )
"""

LOAD_SUCCESSIONS = """
INSERT INTO ledger.division_succession (
    predecessor_code, successor_code, predecessor_id, successor_id, kind, by_edition, basis
)
SELECT
    predecessor_code, successor_code, predecessor_id, successor_id, kind, by_edition, basis
FROM succession_row
ON CONFLICT (predecessor_code, successor_code) DO UPDATE SET
    kind = excluded.kind, by_edition = excluded.by_edition, basis = excluded.basis
"""

LOAD_MARKS = """
INSERT INTO ledger.division_mark (division_id, mark, valid_from, valid_to, basis)
SELECT division_id, mark, valid_from::date, nullif(valid_to, '')::date, basis
FROM mark_row
ON CONFLICT (division_id, mark, valid_from) DO UPDATE SET
    valid_to = excluded.valid_to, basis = excluded.basis
"""
