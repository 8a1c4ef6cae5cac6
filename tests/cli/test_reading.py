"""Commands that read say it in words of either language, or as JSON that loses nothing."""

import json

import pytest
from audit_runs import AS_OF, hold_money_too_long, run_late_pass_down
from auditing import auditing
from builders import COUNTY, book_id, post
from commands import fresh_mingzhang, mingzhang
from sqlalchemy import Engine, text

from audits.running import run
from cli.found import tell_latest_run
from expectations.catalogue import rule
from expectations.checker import Checker
from expectations.rule import fact
from ledger.personal import Protector

READING = {
    "attachments list": ["attachments", "list", COUNTY, "202205-1"],
    "attachments verify": ["attachments", "verify"],
    "audit": ["audit", "--as-of", "2022-06-01"],
    "balance": ["balance", COUNTY],
    "flags": ["flags"],
    "jobs": ["jobs"],
    "jobs list": ["jobs", "list"],
    "period check": ["period", "check", COUNTY, "2022"],
    "periods": ["periods", COUNTY],
    "reconcile book": ["reconcile", "book", COUNTY, "--month", "202206"],
    "rules": ["rules"],
    "rules replay": ["rules", "replay", "BT-01"],
    "rules show": ["rules", "show", "BT-01"],
    "runs": ["runs"],
    "runs compare": ["runs", "compare", "1"],
    "runs list": ["runs", "list"],
    "statement": ["statement", COUNTY, "--from", "2022-01-01", "--to", "2022-12-31"],
    "statutory": ["statutory"],
    "subscriptions": ["subscriptions"],
    "trace": ["trace", COUNTY, "ZF1"],
    "trial-balance": ["trial-balance", COUNTY],
    "users": ["user", "list"],
    "version": ["version"],
    "vouchers list": ["vouchers", "list", COUNTY],
}


@pytest.fixture(scope="module")
def answers(told: dict[str, str]) -> dict[str, object]:
    """What every reading command says as JSON."""
    found = {}
    for name, command in READING.items():
        done = fresh_mingzhang(told, *command, "--json")
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        found[name] = json.loads(done.stdout, parse_float=refuse_float)
    return found


def refuse_float(said: str) -> float:
    """An amount must be a string; durations are the only numbers with a point."""
    number = float(said)
    assert number < 100, f"{said} would be rounded by who reads it"
    return number


def test_every_reading_command_is_valid_json(answers: dict[str, object]) -> None:
    assert answers.keys() == READING.keys()
    # Nobody may sign in to this ledger's pages; of all else there is something to tell.
    assert [name for name, answer in answers.items() if not answer] == []


def test_flags_are_told_with_their_amounts_as_strings(answers: dict[str, object]) -> None:
    flags = answers["flags"]
    assert isinstance(flags, list)
    late = [flag for flag in flags if flag["rule"] == "BT-01"]
    assert [(flag["book"], flag["amount_at_issue"]) for flag in late] == [("990000", "1000.00")]
    assert late[0]["sentence"]


def test_balances_are_told_by_source(answers: dict[str, object]) -> None:
    rows = answers["balance"]
    assert isinstance(rows, list)
    assert [(row["origin"], row["disbursed"], row["available"]) for row in rows] == [
        ("1000.10", "1000.10", "0.00")
    ]


def test_a_statement_leads_from_its_opening_to_its_closing(
    told: dict[str, str], answers: dict[str, object]
) -> None:
    found = answers["statement"]
    assert isinstance(found, dict)
    assert (found["opening"], found["closing"]) == ("0.00", "0.00")
    moved = [(line["debit"], line["credit"], line["balance"]) for line in found["lines"]]
    assert moved == [("1000.10", "0.00", "1000.10"), ("0.00", "1000.10", "0.00")]
    narrowed = mingzhang(
        told, *READING["statement"], "--account", "treasury", "--source", "财农〔2022〕7号", "--csv"
    )
    assert narrowed.stdout.count("\n") == 3
    unknown = mingzhang(told, *READING["statement"], "--project", "没有的")
    assert (unknown.returncode, "没有的" in unknown.stderr) == (2, True)
    table = mingzhang(told, *READING["statement"]).stdout
    assert "1,000.10" in table
    project = mingzhang(told, "balance", COUNTY, "--project", "XM1", "--on", "2022-12-31", "--json")
    [row] = json.loads(project.stdout)
    assert (row["origin"], row["disbursed"]) == ("0", "1000.10")


def test_a_trace_leads_from_the_payment_to_the_first_document(answers: dict[str, object]) -> None:
    found = answers["trace"]
    assert isinstance(found, dict)
    assert found["payment"]["amount"] == "1000.10"
    assert [step["document_no"] for step in found["origins"]] == ["财农〔2022〕7号"]
    assert [node["what"] for node in found["flows"]["nodes"]] == [
        *("payment", "source", "not_on_record"),
    ]


def test_a_source_is_traced_down_to_what_was_paid_of_it(told: dict[str, str]) -> None:
    command = ("trace", COUNTY, "--source", "财农〔2022〕7号")
    [found] = json.loads(mingzhang(told, *command, "--json").stdout)
    assert [(node["what"], node["amount"]) for node in found["nodes"]] == [
        ("source", "1000.10"),
        ("disbursed", "1000.10"),
    ]
    assert "1,000.10" in mingzhang(told, *command).stdout
    assert mingzhang(told, *command, "--csv").stdout.count("\n") == 3
    assert mingzhang(told, "trace", COUNTY).returncode == 2


def test_a_run_is_told_by_rule(answers: dict[str, object]) -> None:
    made = answers["audit"]
    assert isinstance(made, dict)
    assert made["complete"]
    assert {"BT-01", "DP-01", "PF-01"} <= {rule["rule"] for rule in made["rules"]}


def test_what_another_figure_would_change_is_told_before_it_is_asked_for(
    told: dict[str, str], answers: dict[str, object]
) -> None:
    now, shown = answers["rules replay"], answers["rules show"]
    assert isinstance(now, dict)
    assert isinstance(shown, dict)
    assert (now["appear"], now["vanish"]) == ([], [])
    assert (shown["code"], shown["record"]["version_in_force"]) == ("BT-01", shown["version"])
    trial = ("rules", "replay", "BT-01", "--set", "days_allowed=30000", "--division", "990000")
    shown = mingzhang(told, *trial).stdout
    assert "1,000.00" in shown
    assert "What is in doubt" in shown or "说明" in shown
    [gone] = json.loads(mingzhang(told, *trial, "--json").stdout)["vanish"]
    assert (gone["division_name"], gone["amount_at_issue"]) == ("示范省", "1000.00")
    for wrong in (
        ("rules", "replay", "BT-01", "--set", "days_allowed=30"),
        ("rules", "replay", "BT-01", "--version", "99"),
        ("rules", "replay", "BT-01", "--request", "99"),
        ("rules", "show", "XX-99"),
    ):
        assert mingzhang(told, *wrong).returncode == 2, wrong


def test_a_figure_asked_for_by_command_waits_for_somebody_else(told: dict[str, str]) -> None:
    asked = mingzhang(
        told,
        *("rules", "set", "BT-01", "days_allowed", "25", "--division", "990100"),
        *("--from", "2022-01-01", "--ground", "示范财农〔2022〕1号"),
    )
    assert asked.returncode == 0, asked.stderr
    [waiting] = json.loads(mingzhang(told, "rules", "waiting", "--json").stdout)
    assert (waiting["name"], waiting["value"]) == ("days_allowed", "25.0000")
    own = mingzhang(told, "rules", "release", str(waiting["request_id"]))
    assert (own.returncode, "promise 6" in own.stderr) == (1, True)
    assert "25" in mingzhang(told, "rules", "waiting").stdout
    assert mingzhang(told, "rules", "withdraw", str(waiting["request_id"])).returncode == 0
    assert json.loads(mingzhang(told, "rules", "waiting", "--json").stdout) == []


def test_the_schedule_the_subscriptions_and_the_versions_are_told(
    answers: dict[str, object],
) -> None:
    assert {job["job"] for job in answers["jobs"]} >= {"nightly_audit", "send_alerts"}
    assert answers["jobs"] == answers["jobs list"]
    assert [row["address"] for row in answers["subscriptions"]] == ["sjt@sfs.example"]
    assert answers["version"].keys() == {"mingzhang", "database", "great_expectations"}


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
@pytest.mark.parametrize("command", [name for name in READING if name != "audit"])
def test_every_reading_command_speaks_either_language(
    told: dict[str, str], command: str, language: str
) -> None:
    done = mingzhang(told | {"LANG": language}, *READING[command])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_a_balance_can_be_asked_as_of_a_day_and_as_known_at_a_moment(told: dict[str, str]) -> None:
    def origin(*when: str) -> list[str]:
        done = mingzhang(told, "balance", COUNTY, "--json", *when)
        assert done.returncode == 0, done.stderr
        return [row["origin"] for row in json.loads(done.stdout) if row["origin"] != "0.00"]

    assert origin("--on", "2022-03-01") == ["1000.10"]
    assert origin("--on", "2022-02-28") == []
    assert origin("--known-at", "2022-03-01 00:00") == []


def test_a_balance_says_whose_it_is_in_which_unit_and_as_of_when(told: dict[str, str]) -> None:
    chinese = told | {"LANG": "zh_CN.UTF-8"}
    now = mingzhang(chinese, "balance", "示范一县").stdout
    assert "示范一县 990121；余额，单位：元" in now
    asked = ["--on", "2022-06-30", "--known-at", "2022-07-05 18:00"]
    before = mingzhang(chinese, "balance", COUNTY, *asked).stdout
    assert "到 2022-06-30 发生的；到 2022-07-05 18:00 已入账的" in before
    assert "当时账上还没有内容" in before


def test_flags_that_are_gone_are_told_from_those_seen(told: dict[str, str]) -> None:
    assert "State" not in mingzhang(told, "flags").stdout
    with_gone = mingzhang(told, "flags", "--gone").stdout
    assert "State" in with_gone
    assert "seen now" in with_gone


def test_the_schedule_is_whole_on_a_narrow_terminal(told: dict[str, str]) -> None:
    said = mingzhang(told | {"COLUMNS": "60"}, "jobs").stdout
    assert "…" not in said


def test_a_reversed_payment_is_not_traced_as_if_it_stood(
    own: dict[str, str], engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", project_code="XM1", external_reference="ZF1"),
            fact("disbursements", project_code="XM1", external_reference="ZF2", batch_no="二"),
        )
        wrong = connection.execute(
            text(
                "SELECT voucher.period || '-' || voucher.number FROM ledger.voucher AS voucher"
                " INNER JOIN ledger.disbursement AS paid ON paid.book_id = voucher.book_id"
                " AND paid.voucher_id = voucher.log_position"
                " WHERE paid.external_reference = 'ZF2'"
            )
        ).scalar_one()
    with engine.begin() as connection:
        post(connection, protector, fact("reversals", voucher=wrong))
    for reference, is_reversed in (("ZF1", False), ("ZF2", True)):
        said = mingzhang(own, "trace", COUNTY, reference)
        assert said.returncode == 0, said.stderr
        assert ("(reversed)" in said.stdout) is is_reversed
        told = json.loads(mingzhang(own, "trace", COUNTY, reference, "--json").stdout)
        assert told["payment"]["reversed"] is is_reversed
    before = mingzhang(own, "trace", COUNTY, "ZF2", "--on", "2022-05-31")
    assert (before.returncode, "(reversed)" in before.stdout) == (0, False)
    unpaid = mingzhang(own, "trace", COUNTY, "ZF2", "--on", "2022-04-30")
    assert (unpaid.returncode, "no payment ZF2" in unpaid.stderr) == (2, True)


def test_a_run_of_one_book_says_so_and_tells_the_flags_of_that_book(
    database: str, engine: Engine, protector: Protector, capsys: pytest.CaptureFixture[str]
) -> None:
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        post(connection, protector, fact("transfers", cash_on="2022-03-01"))
        county = book_id(connection)
    run_late_pass_down(engine, database)
    tell_latest_run(engine)
    everywhere = capsys.readouterr().out
    assert "Run 1: all books, as of 2022-06-01" in everywhere
    assert "BT-01 " in everywhere.split("most serious")[1]
    run(
        auditing(engine),
        Checker(database),
        [rule("BT-01")],
        as_of=AS_OF,
        started_by="测试员",
        book_id=county,
    )
    tell_latest_run(engine)
    here = capsys.readouterr().out
    assert "Run 2: 示范一县, as of 2022-06-01" in here
    assert "most serious" not in here
