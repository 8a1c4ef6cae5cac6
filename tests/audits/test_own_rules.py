"""An auditor's own rule is a file, is released by two, and reads its place alone."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from auditing import auditing
from builders import CITY, COUNTY, OTHER_COUNTY, post
from own_rule_files import write_rule
from persons import add_person, sign_in, token_of
from sqlalchemy import Engine, text

from audits.questions import flags
from audits.replaying import replay
from audits.rule_book import rule_book, views_of_facts
from audits.rule_changes import ask_for_parameter, ask_for_version, decide_on_rule
from audits.running import RunSummary, run
from expectations.checker import Checker
from expectations.own_rules import OwnRules, own_rules
from expectations.rule import Rule, fact
from ledger.database import acting_as
from ledger.errors import Refused, WrongUse
from ledger.personal import Protector

AS_OF = dt.date(2022, 7, 1)
NAMED = (("审计甲", COUNTY), ("审计乙", COUNTY), ("邻县审计", OTHER_COUNTY))


@pytest.fixture
def paid(engine: Engine, owner: Engine, protector: Protector) -> Engine:
    """A large and a small payment in each of two counties; auditors of both."""
    with owner.begin() as connection:
        for login, division in NAMED:
            add_person(connection, login, ("auditor", division, True))
            sign_in(connection, login)
    with engine.begin() as connection:
        post(
            connection,
            protector,
            *(
                fact(
                    "disbursements",
                    book=county,
                    project_code="XM1",
                    external_reference=f"ZF{amount}",
                    amount=amount,
                    occurred_on="2022-06-01",
                )
                for county in (COUNTY, OTHER_COUNTY)
                for amount in (999, 1000, 5000)
            ),
        )
    return engine


def folder_of(engine: Engine, folder: Path) -> OwnRules:
    """What the folder holds, as the ledger's views have it."""
    with engine.connect() as connection:
        return own_rules(folder, views_of_facts(connection))


def written(engine: Engine, folder: Path, changed: dict[str, str] | None = None) -> Rule:
    """The rule of the county, from its file."""
    write_rule(folder, COUNTY, changed=changed)
    [found] = folder_of(engine, folder).rules
    return found


def released(engine: Engine, rule: Rule) -> None:
    """One auditor of the county asks for the rule, the other releases it."""
    with acting_as(engine, token_of("审计甲")).begin() as connection:
        request = ask_for_version(connection, rule, "厅务会议")
    with acting_as(engine, token_of("审计乙")).begin() as connection:
        decide_on_rule(connection, request, "released", "")


def make_run(engine: Engine, url: str, *catalogue: Rule) -> RunSummary:
    """A run of what is released, beside the rules given."""
    return run(auditing(engine), Checker(url), catalogue, as_of=AS_OF, started_by="测试员")


def amounts(engine: Engine) -> list[tuple[str, int]]:
    """The flags of own rules, by county and yuan."""
    with engine.connect() as connection:
        found = flags(connection, rule_code="XA-01")
    return sorted((flag.division_code, int(flag.amount_at_issue or 0)) for flag in found)


def test_an_own_rule_is_run_once_two_released_it_and_names_what_lies_in_its_place(
    paid: Engine, database: str, tmp_path: Path
) -> None:
    rule = written(paid, tmp_path)
    assert make_run(paid, database).results == []
    released(paid, rule)
    summary = make_run(paid, database)
    assert [(each.rule.code, each.examined, each.breached) for each in summary.results] == [
        ("XA-01", 3, 2)
    ]
    assert amounts(paid) == [(COUNTY, 1000), (COUNTY, 5000)]
    with acting_as(paid, token_of("审计甲")).begin() as connection:
        request = ask_for_parameter(
            connection, rule, "large", "5000", division_id=COUNTY, valid_from=AS_OF, ground="厅务"
        )
    with acting_as(paid, token_of("审计乙")).begin() as connection:
        decide_on_rule(connection, request, "released", "")
    assert make_run(paid, database).results[0].breached == 1


def test_whoever_takes_the_file_away_silences_nothing(
    paid: Engine, database: str, tmp_path: Path
) -> None:
    released(paid, written(paid, tmp_path))
    (tmp_path / "large.toml").unlink()
    make_run(paid, database)
    with paid.connect() as connection:
        [_, flag] = flags(connection)
        assert flag.rule.title.zh == "大额支付"
        assert "1,000.00 元" in flag.sentence("zh")
        assert "XA-01" in rule_book(connection)


def test_an_auditor_of_another_place_neither_asks_for_it_nor_releases_it(
    paid: Engine, tmp_path: Path
) -> None:
    rule = written(paid, tmp_path)
    for place in (COUNTY, CITY):
        other = replace(rule, division=place)
        with (
            pytest.raises(Refused, match=r"promise 11|承诺 11"),
            acting_as(paid, token_of("邻县审计")).begin() as connection,
        ):
            ask_for_version(connection, other, "文件")
    with acting_as(paid, token_of("审计甲")).begin() as connection:
        request = ask_for_version(connection, rule, "文件")
    with (
        pytest.raises(Refused, match=r"promise 11|承诺 11"),
        acting_as(paid, token_of("邻县审计")).begin() as connection,
    ):
        decide_on_rule(connection, request, "released", "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"paid.amount\n": "paid.amounts\n"}, "amounts"),
        ({'"DIVISION"': '"1"'}, "1"),
    ],
    ids=["a column that is not there", "a place that is not there"],
)
def test_what_cannot_be_run_cannot_be_asked_for(
    paid: Engine, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    if '"DIVISION"' in changed:
        changed = {f'"{COUNTY}"': '"1"'}
    rule = written(paid, tmp_path, changed)
    with (
        pytest.raises(WrongUse, match=said),
        acting_as(paid, token_of("审计甲")).begin() as connection,
    ):
        ask_for_version(connection, rule, "文件")
    with paid.connect() as connection:
        assert "XA-01" not in rule_book(connection)


@pytest.mark.parametrize(
    "hostile",
    [
        """
        SELECT payee.book_id, 1 AS subject_id, DATE '2022-01-01' AS happened_on,
            TRUE AS applicable, 1 AS amount
        FROM ledger.payee
        """,
        "SELECT book_id, pg_sleep(600) FROM facts.book",
    ],
)
def test_a_text_that_came_on_record_by_another_door_is_not_run(
    paid: Engine, database: str, tmp_path: Path, hostile: str
) -> None:
    rule = replace(written(paid, tmp_path), population=hostile)
    values: Sequence[object] = (rule.code, 1, rule.sha256, json.dumps(rule.as_data()), "文件")
    with acting_as(paid, token_of("审计甲")).begin() as connection:
        request = connection.exec_driver_sql(
            "SELECT audits.ask_for_version(%s, %s, %s, %s::jsonb, %s)", tuple(values)
        ).scalar_one()
    with acting_as(paid, token_of("审计乙")).begin() as connection:
        decide_on_rule(connection, request, "released", "")
    summary = make_run(paid, database)
    assert not summary.complete
    assert [each.error is None for each in summary.results] == [False]
    assert amounts(paid) == []


def test_a_rule_of_a_place_has_the_code_of_one(paid: Engine, tmp_path: Path) -> None:
    rule = written(paid, tmp_path)
    for other in (replace(rule, code="BT-99"), replace(rule, division=None)):
        with (
            pytest.raises(Exception, match=r"rule_version|promise 11|承诺 11"),
            acting_as(paid, token_of("审计甲")).begin() as connection,
        ):
            ask_for_version(connection, other, "文件")


def test_a_replay_tells_before_the_release_whom_it_would_name(
    paid: Engine, database: str, tmp_path: Path
) -> None:
    rule = written(paid, tmp_path)
    with paid.connect() as connection:
        reach = [book for (book,) in connection.execute(text("SELECT book_id FROM facts.book"))]
    made = replay(database, auditing(paid), None, rule, books=reach, days=[AS_OF])
    assert [int(each.amount_at_issue or 0) for each in made.appear] == [5000, 1000]
    assert made.vanish == []


def test_files_that_are_no_rules_are_listed_and_stop_no_other(paid: Engine, tmp_path: Path) -> None:
    write_rule(tmp_path, COUNTY)
    write_rule(tmp_path, COUNTY, "same.toml")
    write_rule(tmp_path, COUNTY, "ours.toml", {"XA-01": "BT-01"})
    write_rule(tmp_path, COUNTY, "writes.toml", {"TRUE AS applicable": "pg_sleep(9) AS applicable"})
    write_rule(tmp_path, COUNTY, "other_table.toml", {"facts.disbursement": "ledger.disbursement"})
    write_rule(tmp_path, COUNTY, "no_place.toml", {f'division = "{COUNTY}"\n': ""})
    write_rule(tmp_path, COUNTY, "no_title.toml", {"title =": "titel ="})
    write_rule(tmp_path, COUNTY, "clock.toml", {"paid.occurred_on AS": "current_date AS"})
    (tmp_path / "broken.toml").write_text("code = ", encoding="utf-8")
    (tmp_path / "gbk.toml").write_bytes("# 规则".encode("gbk"))
    (tmp_path / "notes.txt").write_text("no rule", encoding="utf-8")
    found = folder_of(paid, tmp_path)
    assert [rule.code for rule in found.rules] == ["XA-01"]
    assert {each.file: bool(each.why.zh and each.why.en) for each in found.broken} == dict.fromkeys(
        [
            "broken.toml",
            "clock.toml",
            "gbk.toml",
            "no_place.toml",
            "no_title.toml",
            "other_table.toml",
            "ours.toml",
            "same.toml",
            "writes.toml",
        ],
        True,
    )
    [missing] = folder_of(paid, tmp_path / "missing").broken
    assert "missing" in missing.file
    assert own_rules(None, set()) == OwnRules()
