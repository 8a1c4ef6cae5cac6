"""Places keep one history through their codes, and every listed place and mark is there."""

import csv
import datetime as dt
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from ledger.reference_data import HERE
from scripts import build_divisions

EDITIONS = HERE / "divisions" / "editions"
CITIES = {
    *("130100", "130300", "130400", "130500", "130600", "130700", "130800", "130900", "131100")
}
#: How many of the 62 each city has: rules b.1.3.
COUNTIES_OF_CITY = {
    "130100": 4,
    "130300": 1,
    "130400": 6,
    "130500": 10,
    "130600": 9,
    "130700": 12,
    "130800": 7,
    "130900": 7,
    "131100": 6,
}
#: 39 national, 17 provincial, 6 only in the Yanshan-Taihang area; 22 counties of that area in all.
MARKS = {
    "poverty_county": 62,
    "national_key_county": 39,
    "provincial_key_county": 17,
    "contiguous_area_county": 6,
    "yanshan_taihang_area": 22,
    "heavy_task_city": 9,
    "four_party_sign_off": 1,
}
#: Counties of the 62 whose code changed: old code, new code, and until when the old one was valid.
RECODED = {
    "130428": ("130407", "2016-12-31"),
    "130526": ("130505", "2020-12-31"),
    "130527": ("130506", "2020-12-31"),
    "130729": ("130708", "2016-09-30"),
    "130733": ("130709", "2016-09-30"),
    "130823": ("130881", "2017-05-31"),
}


def listed(name: str, delimiter: str, code: str, title: str) -> set[tuple[str, str]]:
    """Code and name of every row of an edition as it came."""
    with (EDITIONS / name).open(encoding="utf-8", newline="") as file:
        return {(row[code], row[title]) for row in csv.DictReader(file, delimiter=delimiter)}


def known(connection: Connection) -> set[tuple[str, str]]:
    """Code and name of all that the ledger knows, now or once."""
    return {
        (row.code, row.name)
        for row in connection.execute(text("SELECT code, name FROM ledger.division_code"))
    }


@pytest.mark.parametrize("edition", ["201612", "201712"])
def test_every_code_of_the_national_standard_is_there(connection: Connection, edition: str) -> None:
    wanted = listed(f"gb_{edition}.tsv", "\t", "Code", "Name")
    assert len(wanted) > 3200
    assert wanted - known(connection) == set()


@pytest.mark.parametrize(
    ("file", "rows"), [("areas2023.csv", 2900), ("townships_2023_13_44.csv", 4000)]
)
def test_every_code_of_the_statistical_lists_of_2023_is_there(
    connection: Connection, file: str, rows: int
) -> None:
    wanted = listed(file, ",", "code", "name")
    assert len(wanted) > rows
    assert wanted - known(connection) == set()


def test_feixiang_county_and_feixiang_district_are_one_division(connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT division_id, code, name, valid_from, valid_to FROM ledger.division_code"
            " WHERE name IN ('肥乡县', '肥乡区') ORDER BY code DESC"
        )
    ).all()
    assert [(row.code, row.name) for row in rows] == [("130428", "肥乡县"), ("130407", "肥乡区")]
    assert len({row.division_id for row in rows}) == 1
    county, district = rows
    assert county.valid_to == district.valid_from == dt.date(2016, 12, 31)
    assert district.valid_to is None
    now = connection.execute(
        text("SELECT code, name, path FROM ledger.division WHERE division_id = '130428'")
    ).one()
    assert now == ("130407", "肥乡区", "/000000/130000/130400/130428/")


@pytest.mark.parametrize("old", RECODED)
def test_a_poverty_county_that_changed_its_code_keeps_its_history(
    connection: Connection, old: str
) -> None:
    new, until = RECODED[old]
    codes = connection.execute(
        text(
            "SELECT code, valid_from, valid_to FROM ledger.division_code"
            " WHERE division_id = :old ORDER BY valid_from NULLS FIRST"
        ),
        {"old": old},
    ).all()
    changed = dt.date.fromisoformat(until)
    assert codes == [(old, None, changed), (new, changed, None)]


def test_xuanhua_county_ended_in_the_district_that_took_it_in(connection: Connection) -> None:
    merged = connection.execute(
        text(
            "SELECT successor_code, kind, by_edition FROM ledger.division_succession"
            " WHERE predecessor_code = '130721'"
        )
    ).one()
    assert merged == ("130705", "merged", "201612")


@pytest.mark.parametrize(("city", "name"), [("441900", "东莞市"), ("442000", "中山市")])
def test_dongguan_and_zhongshan_have_no_county_level(
    connection: Connection, city: str, name: str
) -> None:
    assert (
        connection.execute(
            text("SELECT name FROM ledger.division WHERE division_id = :city"), {"city": city}
        ).scalar_one()
        == name
    )
    levels = connection.execute(
        text("SELECT DISTINCT level FROM ledger.division WHERE parent_id = :city"), {"city": city}
    ).scalars()
    assert set(levels) == {"township"}


def test_every_township_of_hebei_and_guangdong_hangs_under_its_county_or_city(
    connection: Connection,
) -> None:
    with (EDITIONS / "townships_2023_13_44.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["code"]: row["areaCode"] for row in csv.DictReader(file)}
    rows = connection.execute(
        text(
            "SELECT township.code, township.level, parent.code AS parent FROM ledger.division"
            " AS township INNER JOIN ledger.division AS parent"
            " ON township.parent_id = parent.division_id WHERE NOT township.made_up"
            " AND length(township.code) = 9"
        )
    ).all()
    assert {row.code: row.parent for row in rows} == wanted
    assert {row.level for row in rows} == {"township"}
    assert {code[:2] for code in wanted} == {"13", "44"}


def test_every_division_stands_under_one_that_is_there(connection: Connection) -> None:
    loose = connection.execute(
        text(
            "SELECT code FROM ledger.division"
            " WHERE parent_id IS NULL AND division_id <> '000000' OR path NOT LIKE '/000000/%'"
        )
    ).all()
    assert loose == []


def test_each_mark_of_hebei_is_on_as_many_divisions_as_the_lists_name_with_its_date(
    connection: Connection,
) -> None:
    rows = connection.execute(
        text(
            "SELECT mark, division_id, valid_from, basis FROM ledger.division_mark"
            " WHERE division_id LIKE '13%'"
        )
    ).all()
    counted = {mark: sum(row.mark == mark for row in rows) for mark in MARKS}
    assert counted == MARKS
    dates = {
        (row.mark, row.valid_from)
        for row in rows
        if row.mark in ("poverty_county", "heavy_task_city")
    }
    assert dates == {
        ("poverty_county", dt.date(2012, 3, 2)),
        ("heavy_task_city", dt.date(2017, 3, 2)),
    }
    assert all(row.basis for row in rows)
    assert {row.division_id for row in rows if row.mark == "heavy_task_city"} == CITIES


def test_the_62_poverty_counties_lie_in_the_nine_cities(connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT split_part(division.path, '/', 4) AS city, count(*) AS counties"
            " FROM ledger.division_mark INNER JOIN ledger.division USING (division_id)"
            " WHERE mark = 'poverty_county' AND NOT division.made_up GROUP BY 1"
        )
    )
    assert {row.city: row.counties for row in rows} == COUNTIES_OF_CITY


def test_the_tables_are_what_the_editions_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "divisions"
    shutil.copytree(HERE / "divisions", folder)
    monkeypatch.setattr(build_divisions, "HERE", folder)
    for name in ("divisions.csv", "successions.csv"):
        (folder / name).unlink()
    build_divisions.main()
    for name in ("divisions.csv", "successions.csv"):
        assert (folder / name).read_bytes() == (HERE / "divisions" / name).read_bytes()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_reference_file_has_its_provenance_and_its_sum(readme: str) -> None:
    said = (HERE / readme).read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", said, re.MULTILINE))
    held = {
        path.relative_to(HERE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in HERE.rglob("*.[ct]sv")
    }
    assert stated == held
