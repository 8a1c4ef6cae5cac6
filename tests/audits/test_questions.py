"""What is asked of flags: each is shown with the latest breach, as the present sees it."""

import datetime as dt
from decimal import Decimal

from builders import COUNTY
from made_rules import NUMBERS, made, open_books
from sqlalchemy import Engine

from audits.questions import flags
from audits.running import run
from expectations.checker import Checker

LATER, EARLIER = dt.date(2022, 6, 2), dt.date(2022, 6, 1)
#: More is at issue from the later day on.
GROWING = made(
    "BT-01",
    f"SELECT book_id, subject_id, CASE WHEN {{as_of}} < DATE '{LATER}' THEN 1.00 ELSE 2.00 END"
    " AS amount_at_issue, DATE '2022-02-01' AS due_on FROM subject",
    NUMBERS.replace("250", "1"),
)


def test_a_look_back_does_not_change_what_a_flag_shows(engine: Engine, database: str) -> None:
    with engine.begin() as connection:
        open_books(connection, COUNTY)
    for as_of in (LATER, EARLIER):
        run(engine, Checker(database), [GROWING], as_of=as_of, started_by="测试员")
    with engine.connect() as connection:
        [flag] = flags(connection)
    assert flag.amount_at_issue == Decimal("2.00")
