"""The divisions of 示范省: cities, and as many counties and townships as are asked for."""

from sqlalchemy import Connection, text

PROVINCE = "990000"
CITY = "990100"
#: The city that helps the counties of the other one; it has no counties here.
PARTNER = "990200"
#: A city whose counties have sheets signed by four parties.
SIGNING_CITY = "990500"
SIGNING_COUNTIES = 4
#: Districts of it that pledge aid of their own.
HELPING_DISTRICTS = 8
#: Cities that share money by registered persons; they have no counties here.
REGISTER_CITIES = (("990300", "示范东市"), ("990400", "示范西市"))
FIRST_COUNTY = 990121
#: The code of a county has two digits of its own, from 21 on.
MOST_COUNTIES = 79
TOWNSHIPS = 3
_NUMERALS = "一二三四五六七八九"


def county_code(index: int) -> str:
    """The code of a county, counted from 0."""
    return str(FIRST_COUNTY + index)


def county_name(index: int) -> str:
    """The name of a county, counted from 0."""
    tens, ones = divmod(index + 1, 10)
    words = ("" if tens == 0 else ("" if tens == 1 else _NUMERALS[tens - 1]) + "十") + (
        _NUMERALS[ones - 1] if ones else ""
    )
    return f"示范{words}县"


def helping_district(index: int) -> tuple[str, str]:
    """The code and name of a helping city's district, counted from 0."""
    return f"9902{index + 1:02d}", f"示范友市第{_NUMERALS[index]}区"


def signing_county(index: int) -> tuple[str, str]:
    """The code and name of a county that has sheets signed by four parties, counted from 0."""
    return f"9905{index + 21}", f"示范北市第{_NUMERALS[index]}县"


def divisions(counties: int) -> list[dict[str, str]]:
    """The province, its cities, and the counties with their townships, the higher first."""
    rows = [
        {"id": PROVINCE, "level": "province", "name": "示范省", "parent": "000000"},
        {"id": CITY, "level": "city", "name": "示范市", "parent": PROVINCE},
        {"id": PARTNER, "level": "city", "name": "示范友市", "parent": PROVINCE},
    ]
    for city, name in REGISTER_CITIES:
        rows.append({"id": city, "level": "city", "name": name, "parent": PROVINCE})
    for index in range(HELPING_DISTRICTS):
        district, name = helping_district(index)
        rows.append({"id": district, "level": "county", "name": name, "parent": PARTNER})
    rows.append({"id": SIGNING_CITY, "level": "city", "name": "示范北市", "parent": PROVINCE})
    for index in range(SIGNING_COUNTIES):
        county, name = signing_county(index)
        rows.append({"id": county, "level": "county", "name": name, "parent": SIGNING_CITY})
    for index in range(counties):
        county = county_code(index)
        name = county_name(index)
        rows.append({"id": county, "level": "county", "name": name, "parent": CITY})
        rows.extend(
            {
                "id": f"{county}{100 + number}",
                "level": "township",
                "name": f"{name}第{_NUMERALS[number]}镇",
                "parent": county,
            }
            for number in range(TOWNSHIPS)
        )
    return rows


def marks(row: dict[str, str]) -> list[str]:
    """The lists that a made-up division is on."""
    found = {"county": ["poverty_county"], "city": ["heavy_task_city"]}.get(row["level"], [])
    return [*found, "four_party_sign_off"] if row["id"] == SIGNING_CITY else found


def register_divisions(connection: Connection, counties: int) -> None:
    """Adds the made-up divisions to the reference data; those that are there stay.

    Args:
        connection: as the owner of the schema; reference data are nobody else's to add.
        counties: how many counties the city has, at most 79.

    Raises:
        ValueError: more counties than codes.
    """
    if not 1 <= counties <= MOST_COUNTIES:
        raise ValueError(f"from 1 to {MOST_COUNTIES} counties, not {counties}")
    for row in divisions(counties):
        connection.execute(
            text(
                "INSERT INTO ledger.division"
                " (division_id, level, code, name, parent_id, path, made_up)"
                " SELECT :id, :level, :id, :name, :parent, above.path || :id || '/', TRUE"
                " FROM ledger.division AS above WHERE above.division_id = :parent"
                " ON CONFLICT (division_id) DO NOTHING"
            ),
            row,
        )
        for mark in marks(row):
            connection.execute(
                text(
                    "INSERT INTO ledger.division_mark (division_id, mark, valid_from, basis)"
                    " VALUES (:id, :mark, DATE '2012-03-02', 'made up') ON CONFLICT DO NOTHING"
                ),
                row | {"mark": mark},
            )
        connection.execute(
            text(
                "INSERT INTO ledger.division_code (code, name, division_id, listed_in)"
                " VALUES (:id, :name, :id, 'made up') ON CONFLICT DO NOTHING"
            ),
            row,
        )
