"""Commands that read say it in words of either language, or as JSON that loses nothing."""

import json

import pytest
from builders import COUNTY
from commands import mingzhang

READING = {
    "audit": ["audit", "--as-of", "2022-06-01"],
    "balance": ["balance", COUNTY],
    "flags": ["flags"],
    "jobs": ["jobs"],
    "jobs list": ["jobs", "list"],
    "subscriptions": ["subscriptions"],
    "trace": ["trace", COUNTY, "ZF1"],
    "users": ["users"],
    "version": ["version"],
}


@pytest.fixture(scope="module")
def answers(told: dict[str, str]) -> dict[str, object]:
    """What every reading command says as JSON."""
    found = {}
    for name, command in READING.items():
        done = mingzhang(told, *command, "--json")
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
    assert {name for name, answer in answers.items() if not answer} == {"users"}


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


def test_a_trace_leads_from_the_payment_to_the_first_document(answers: dict[str, object]) -> None:
    found = answers["trace"]
    assert isinstance(found, dict)
    assert found["payment"]["amount"] == "1000.10"
    assert [step["document_no"] for step in found["origins"]] == ["财农〔2022〕7号"]


def test_a_run_is_told_by_rule(answers: dict[str, object]) -> None:
    made = answers["audit"]
    assert isinstance(made, dict)
    assert made["complete"]
    assert {"BT-01", "DP-01", "PF-01"} <= {rule["rule"] for rule in made["rules"]}


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
