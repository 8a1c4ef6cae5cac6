"""A city that has no counties, as Dongguan and Zhongshan, has nobody to pass money down to."""

import datetime as dt

from builders import CITY, PROVINCE, post
from sqlalchemy import Engine, text

from expectations.catalogue import rule
from expectations.queries import breaches
from expectations.rule import Fact, fact
from ledger.personal import Protector

NO_COUNTIES = "990900"
DIVISION = f"""
INSERT INTO ledger.division (division_id, level, code, name, parent_id, path, made_up)
SELECT '{NO_COUNTIES}', level, '{NO_COUNTIES}', '示范无县市', parent_id,
    replace(path, division_id, '{NO_COUNTIES}'), made_up
FROM ledger.division WHERE division_id = '{CITY}'
"""
ITS_CODE = f"""
INSERT INTO ledger.division_code
SELECT (jsonb_populate_record(
    NULL::ledger.division_code,
    to_jsonb(known) || '{{"division_id": "{NO_COUNTIES}", "code": "{NO_COUNTIES}"}}'
)).*
FROM ledger.division_code AS known WHERE division_id = '{CITY}'
"""


def held(city: str) -> Fact:
    """Money of the province that a city did not pass down."""
    return fact("transfers", book=city, counterparty=PROVINCE, amount=100, occurred_on="2022-03-01")


def test_money_it_keeps_is_not_late(engine: Engine, owner: Engine, protector: Protector) -> None:
    with owner.begin() as connection:
        connection.execute(text(DIVISION))
        connection.execute(text(ITS_CODE.replace(":", r"\:")))
    with engine.begin() as connection:
        post(connection, protector, held(NO_COUNTIES), held(CITY))
        query = breaches(rule("BT-01"), dt.date(2022, 6, 1))
        named = [row.book_id for row in connection.execute(text(query))]
        cities = connection.execute(
            text("SELECT book_id FROM ledger.book WHERE division_id = :city"), {"city": CITY}
        ).scalars()
        assert named == list(cities), "only the city that has counties"
