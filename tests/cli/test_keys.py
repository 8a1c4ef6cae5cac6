"""`mingzhang keys` lists the keys and changes them, and says what there is to do after it."""

import json
from pathlib import Path

import pytest
from builders import COUNTY, import_rows, with_background
from commands import mingzhang
from sqlalchemy import Engine

from expectations.rule import fact
from ledger.personal import Protector


@pytest.fixture
def ours(
    own: dict[str, str], engine: Engine, protector: Protector, tmp_path: Path
) -> dict[str, str]:
    """The environment of commands over a ledger with a number, and a master key of its own."""
    with engine.begin() as connection:
        rows = with_background([fact("payees", payee_code="S1", phone="13800000001")])
        assert import_rows(connection, protector, rows).problems == []
    file = tmp_path / "master.key"
    file.write_bytes(protector.master_file.read_bytes())
    return own | {"MINGZHANG_MASTER_KEY_FILE": str(file)}


def listed(surroundings: dict[str, str]) -> list[tuple[str, int, bool, int | None]]:
    """The keys: purpose, version, whether retired, and numbers."""
    told = mingzhang(surroundings, "keys", "--json")
    assert told.returncode == 0, told.stderr
    return [
        (key["purpose"], key["version"], key["retired_at"] is not None, key["numbers"])
        for key in json.loads(told.stdout)
    ]


def test_keys_are_changed_and_listed(ours: dict[str, str]) -> None:
    assert listed(ours) == [("seal", 1, False, 1), ("match", 1, False, None)]
    done = mingzhang(ours, "keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert "sealed with key 2" in done.stdout
    assert listed(ours) == [
        ("seal", 1, True, 0), ("seal", 2, False, 1), ("match", 1, False, None),
    ]  # fmt: skip
    shown = mingzhang(ours, "keys")
    assert str(ours["MINGZHANG_MASTER_KEY_FILE"]) in shown.stdout


def test_the_master_key_is_changed_and_the_old_one_kept(ours: dict[str, str]) -> None:
    file = Path(ours["MINGZHANG_MASTER_KEY_FILE"])
    old = file.read_bytes()
    done = mingzhang(ours, "keys", "rotate", "--master")
    assert done.returncode == 0, done.stderr
    (kept,) = file.parent.glob("master.key.*.retired")
    assert kept.read_bytes() == old
    assert str(kept) in done.stdout
    kept.unlink()
    shown = mingzhang(ours, "reveal", COUNTY, "--payee", "S1", "--reason", "核对", "--json")
    assert [each["number"] for each in json.loads(shown.stdout)] == ["13800000001"]


def test_a_lost_master_key_is_told_in_both_languages(ours: dict[str, str]) -> None:
    Path(ours["MINGZHANG_MASTER_KEY_FILE"]).unlink()
    for language, words in (("en_US.UTF-8", "is missing"), ("zh_CN.UTF-8", "找不到主密钥")):
        refused = mingzhang(ours | {"LANG": language}, "keys", "rotate")
        assert refused.returncode == 3
        assert words in refused.stderr
    assert listed(ours) == [("seal", 1, False, 1), ("match", 1, False, None)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--reason", "x"), "Say whose numbers"),
        (("--payee", "S1", "--household", "H1", "--reason", "x"), "Say whose numbers"),
        (("--payee", "S1", "--kind", "seal", "--reason", "x"), "--kind is one of"),
        (("--payee", "S1"), "--reason"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    ours: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    refused = mingzhang(ours, "reveal", COUNTY, *arguments)
    assert refused.returncode == 2
    assert words in refused.stderr


def test_a_number_that_is_not_there_or_not_asked_for_with_a_reason_is_1(
    ours: dict[str, str],
) -> None:
    for arguments in (("--payee", "S9", "--reason", "x"), ("--payee", "S1", "--reason", " ")):
        refused = mingzhang(ours, "reveal", COUNTY, *arguments)
        assert refused.returncode == 1
        assert "13800000001" not in refused.stdout + refused.stderr
