"""What is asked of flags: each is shown with the latest breach, as the present sees it."""

import datetime as dt
from decimal import Decimal

from auditing import auditing
from builders import COUNTY
from made_rules import ALL, NUMBERS, made, open_books
from sqlalchemy import Engine

from audits.questions import flags
from audits.running import run
from expectations.catalogue import rule
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
        run(auditing(engine), Checker(database), [GROWING], as_of=as_of, started_by="测试员")
    with engine.connect() as connection:
        [flag] = flags(connection)
    assert flag.amount_at_issue == Decimal("2.00")


def test_a_flag_is_as_grave_as_its_breach_says_else_as_its_rule(
    engine: Engine, database: str
) -> None:
    """Subject 1 says nothing of itself, subject 2 says that it is a tip."""
    graded = made(
        "BT-01",
        ALL.replace(
            " FROM subject", ", CASE subject_id WHEN 2 THEN 1 END AS severity FROM subject"
        ),
        NUMBERS.replace("250", "2"),
    )
    with engine.begin() as connection:
        open_books(connection, COUNTY)
    run(auditing(engine), Checker(database), [graded], as_of=EARLIER, started_by="测试员")
    own = rule("BT-01").severity
    with engine.connect() as connection:
        assert [(flag.subject_id, flag.severity) for flag in flags(connection)] == [
            (1, own),
            (2, 1),
        ]
        assert [flag.subject_id for flag in flags(connection, severity=1)] == [2]
