"""What a notice says is recorded; of its text only what kinds of personal data stand in it."""

import pytest
from builders import import_rows, post, with_background
from histories import codes, send
from sqlalchemy import Connection, Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

IDENTITY = "990121197001011018"


def notice(**more: object) -> Fact:
    """A notice of an allocation."""
    return fact("notices", **({"notice_code": "G"} | more))


def recorded(connection: Connection) -> dict[str, object]:
    """The notice as the ledger has it now."""
    row = connection.execute(text("SELECT * FROM facts.notice WHERE notice_code = 'G'")).one()
    return dict(row._mapping)


def test_what_a_notice_says_is_recorded(connection: Connection, protector: Protector) -> None:
    post(connection, protector, notice(published_amount="1000.01", gives_table="否"))
    found = recorded(connection)
    assert str(found["published_amount"]) == "1000.01"
    assert found["gives_table"] is False
    assert found["gives_sources"] is None
    assert found["exposed"] is None


def test_more_said_later_leaves_what_was_said(engine: Engine, protector: Protector) -> None:
    changed = notice(gives_table="是", published_text="没有个人信息", effective_on="2022-04-01")
    assert codes(send(engine, protector, notice(gives_table="否", published_amount=5))) == []
    assert codes(send(engine, protector, changed)) == []
    with engine.connect() as connection:
        found = recorded(connection)
    assert (found["gives_table"], found["exposed"]) == (True, "")
    assert found["published_amount"] == 5
    again = send(engine, protector, changed, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert again.posted["notices"] == 0


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("监督电话 12317，共 3 个项目 1000000.00 元", ""),
        (f"张三 {IDENTITY}", "identity"),
        (f"{IDENTITY[:17]}x，李四", "identity"),
        ("账号 6217001234567890123", "account"),
        ("账号 62170012345678901", "account"),
        ("联系 13912345678", "phone"),
        ("二级残疾", "health"),
        (f"{IDENTITY}、13912345678、确诊", "identity,phone,health"),
        ("9901211970********", ""),
    ],
)
def test_the_text_is_looked_through_and_not_kept(
    connection: Connection, protector: Protector, words: str, kinds: str
) -> None:
    post(connection, protector, notice(published_text=words))
    assert recorded(connection)["exposed"] == kinds
    kept = connection.execute(text("SELECT notice::text FROM ledger.notice AS notice")).scalars()
    assert not [row for row in kept if words in row]


@pytest.mark.parametrize(("column", "value"), [("published_amount", "-1"), ("gives_table", "也许")])
def test_a_cell_that_cannot_be_is_refused_with_its_place(
    connection: Connection, protector: Protector, column: str, value: str
) -> None:
    outcome = import_rows(connection, protector, with_background([notice(**{column: value})]))
    assert [(each.sheet, each.row) for each in outcome.problems] == [("公告公示", 2)]


def test_what_was_looked_for_is_kept_and_looked_for_again(
    engine: Engine, protector: Protector
) -> None:
    gone = notice(checked_on="2022-05-01", reachable="否", effective_on="2022-05-01")
    assert codes(send(engine, protector, notice(), gone)) == ["same_reference_twice"]
    assert codes(send(engine, protector, notice())) == []
    assert codes(send(engine, protector, gone)) == []
    back = notice(checked_on="2022-05-03", reachable="是", effective_on="2022-05-03")
    assert codes(send(engine, protector, back)) == []
    with engine.connect() as connection:
        found = recorded(connection)
    assert (str(found["checked_on"]), found["reachable"]) == ("2022-05-03", True)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"checked_on": "2022-05-01"}, "check_without_day_or_answer"),
        ({"reachable": "是"}, "check_without_day_or_answer"),
        ({"checked_on": "2022-03-09", "reachable": "是"}, "check_before_start"),
        ({"checked_on": "2199-01-01", "reachable": "是"}, "day_to_come"),
    ],
)
def test_a_check_that_cannot_be_is_refused(
    engine: Engine, protector: Protector, cells: dict[str, str], code: str
) -> None:
    assert codes(send(engine, protector, notice(**cells))) == [code]
