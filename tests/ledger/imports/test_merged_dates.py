"""A row that changes one date of a registered thing is held against the date it leaves as it is."""

from builders import COUNTY, id_number, import_rows
from sqlalchemy import Engine

from ledger.personal import Protector


def problems_of(
    engine: Engine, protector: Protector, sheet: str, *rows: dict[str, str]
) -> list[list[str]]:
    """What is wrong with rows that are imported one after the other."""
    found = []
    for row in rows:
        with engine.begin() as connection:
            outcome = import_rows(connection, protector, [(sheet, row)])
        found.append([problem.code for problem in outcome.problems])
    return found


def test_a_notice_cannot_be_moved_past_its_registered_end(
    engine: Engine, protector: Protector
) -> None:
    notice = {
        "book": COUNTY,
        "notice_code": "GS1",
        "kind": "other",
        "level": "village",
        "channel": "village_board",
    }
    first = notice | {"starts_on": "2022-03-01", "ends_on": "2022-03-12"}
    moved = notice | {"starts_on": "2022-03-13"}
    assert problems_of(engine, protector, "notices", first, moved) == [[], ["end_before_start"]]


def test_a_person_cannot_be_registered_after_the_registered_exit(
    engine: Engine, protector: Protector
) -> None:
    person = {"book": COUNTY, "household_code": "H1", "name": "示范户主", "identity": id_number(1)}
    first = person | {"registered_on": "2016-01-01", "exited_on": "2019-12-20"}
    again = person | {"registered_on": "2021-05-01"}
    assert problems_of(engine, protector, "households", first, again) == [
        [],
        ["exit_before_entry"],
    ]
