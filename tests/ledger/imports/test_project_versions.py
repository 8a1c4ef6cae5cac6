"""A project that changed has a version for each change, of one import or of several."""

from builders import post
from histories import codes, send
from sqlalchemy import Connection, Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

FIRST = fact("projects", project_code="P", place="甲村", approved_total=1000)


def changed(on: str, **cells: object) -> Fact:
    """A later version of it."""
    return fact("projects", project_code="P", effective_on=on, **cells)


SECOND = changed("2022-06-01", place="乙村")


def changes(connection: Connection) -> list[tuple[object, ...]]:
    """What became of it: version, day, place before and after, total."""
    found = connection.execute(
        text(
            "SELECT version_number, effective_on::text, earlier_place, place, approved_total::int"
            " FROM facts.project_change ORDER BY version_number"
        )
    )
    return [tuple(row) for row in found]


def test_one_import_holds_a_history_by_its_days(
    connection: Connection, protector: Protector
) -> None:
    # The rows of a workbook stand in any order.
    post(connection, protector, changed("2022-07-01", approved_total=1200), SECOND, FIRST)
    assert changes(connection) == [
        (2, "2022-06-01", "甲村", "乙村", 1000),
        (3, "2022-07-01", "乙村", "乙村", 1200),
    ]
    latest = text("SELECT place, approved_total::int FROM facts.project")
    assert tuple(connection.execute(latest).one()) == ("乙村", 1200)


def test_a_history_that_is_given_again_brings_only_what_is_new(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, FIRST, SECOND)) == []
    assert send(engine, protector, FIRST, SECOND).posted["projects"] == 0
    third = changed("2022-07-01", place="丙村")
    assert send(engine, protector, FIRST, SECOND, third).posted["projects"] == 1
    with engine.connect() as connection:
        assert changes(connection) == [
            (2, "2022-06-01", "甲村", "乙村", 1000),
            (3, "2022-07-01", "乙村", "丙村", 1000),
        ]


def test_an_earlier_version_that_is_told_otherwise_is_another(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, FIRST, SECOND)) == []
    other = changed("2022-06-01", place="丁村")
    assert send(engine, protector, FIRST, other).posted["projects"] == 1


def test_one_day_has_one_version(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, FIRST, FIRST)) == ["same_reference_twice"]
    twice = (FIRST, SECOND, changed("2022-06-01", place="丙村"))
    assert codes(send(engine, protector, *twice)) == ["same_reference_twice"]


def test_what_is_to_come_is_not_a_change_yet(connection: Connection, protector: Protector) -> None:
    post(connection, protector, FIRST, SECOND)
    horizon = connection.execute(text("SELECT ledger.take_horizon('2022-05-31')")).scalar_one()
    connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
    assert changes(connection) == []
