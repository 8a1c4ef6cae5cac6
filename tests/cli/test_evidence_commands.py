"""Sealing, verifying, countersigning and receipts by command, each on the machine it belongs to."""

import json
import re
from pathlib import Path

import pytest
from builders import COUNTY, post
from commands import environment, mingzhang
from sqlalchemy import Engine, text
from verifying_alone import alone, done

from expectations.rule import fact
from ledger.personal import Protector


@pytest.fixture
def paid(own: dict[str, str], engine: Engine, protector: Protector) -> dict[str, str]:
    """The environment of commands over a ledger with a payment that is sealed."""
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", external_reference="ZF/1", project_code="XM1", amount=100),
        )
    done = mingzhang(own, "seal")
    assert done.returncode == 0, done.stderr
    return own


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of a witness's machine: no database, another folder."""
    return environment(MINGZHANG_DATA_DIR=str(tmp_path / "elsewhere"), HOME=str(tmp_path))


def pay_more(owner: Engine) -> None:
    """A superuser adds 20,000 yuan to the payment, around the triggers."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE ledger.disbursement SET amount = amount + 20000"))


def signing_key_of(surroundings: dict[str, str]) -> Path:
    """Where a ledger's signing key is."""
    return Path(surroundings["MINGZHANG_DATA_DIR"]) / "keys" / "signing.key"


def test_the_first_seal_makes_the_key_and_the_next_finds_nothing_new(
    own: dict[str, str], engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, fact("appropriations", occurred_on="2022-03-01"))
    first = done(own, "seal", "--book", COUNTY)
    assert str(signing_key_of(own)) in first
    assert "back it up" in first
    assert re.search(r"^\S+ \(log [0-9]+\): 0 → [0-9]+$", first, re.MULTILINE)
    assert re.search(r"^the common log: 0 → [0-9]+$", first, re.MULTILINE)
    assert signing_key_of(own).stat().st_mode & 0o777 == 0o600
    assert "Nothing new" in done(own, "seal")


def test_a_missing_signing_key_is_an_error_and_not_a_new_key(paid: dict[str, str]) -> None:
    signing_key_of(paid).unlink()
    ended = mingzhang(paid, "seal")
    assert ended.returncode == 3
    assert "new-key" in ended.stderr
    assert not signing_key_of(paid).exists()


def test_a_witness_countersigns_what_grew_and_the_operator_takes_it_in(
    paid: dict[str, str], elsewhere: dict[str, str], tmp_path: Path, owner: Engine
) -> None:
    key_file, sent = tmp_path / "witness.key", tmp_path / "first.note"
    public = done(elsewhere, "witness", "key", key_file, "--name", "audit.example").strip()
    assert "audit.example" in done(paid, "witness", "add", public, "--late-after", "8")
    log_keys = tmp_path / "log.keys"
    log_keys.write_text(done(paid, "checkpoint", "keys").splitlines()[1], encoding="utf-8")
    assert public in done(paid, "checkpoint", "keys")
    done(paid, "checkpoint", "export", sent, "--witness", "audit.example")
    unknown = mingzhang(elsewhere, "checkpoint", "countersign", sent, "--key-file", key_file)
    assert (unknown.returncode, "--log-key" in unknown.stderr) == (2, True)
    sign = ("checkpoint", "countersign", "--key-file", key_file)
    done(elsewhere, *sign, sent, "--log-key", log_keys)
    back = tmp_path / "first.note.countersigned"
    assert alone("checkpoint", back, "--key", public).returncode == 0
    done(paid, "checkpoint", "import", back)
    done(paid, "seal")
    [listed] = json.loads(done(paid, "witness", "--json"))
    assert (listed["name"], listed["late"], listed["facts"] > 0) == ("audit.example", False, True)
    grown = tmp_path / "second.json"
    done(paid, "checkpoint", "export", grown, "--witness", "audit.example")
    assert json.loads(grown.read_text(encoding="utf-8"))["path"] != []
    assert alone("growth", grown, "--key", log_keys).returncode == 0
    done(elsewhere, *sign, grown, "--out", tmp_path / "second")
    done(paid, "checkpoint", "import", tmp_path / "second")
    stale = mingzhang(elsewhere, *sign, sent)
    assert (stale.returncode, "cut short" in stale.stderr) == (1, True)
    verified = done(
        paid, "verify", "--since", back, "--since", tmp_path / "second", "--key", public
    )
    assert "Everything is as it was sealed" in verified
    pay_more(owner)
    assert mingzhang(paid, "verify", "--since", back).returncode == 1
    done(paid, "witness", "dismiss", "audit.example")
    assert "no witnesses" in done(paid, "witness")


def test_verify_says_what_it_compared_and_names_what_was_changed(
    paid: dict[str, str], owner: Engine, tmp_path: Path
) -> None:
    clean = done(paid, "verify")
    assert "only compared with itself" in clean
    assert "this machine's own" in clean
    kept = tmp_path / "kept.note"
    done(paid, "checkpoint", "export", kept)
    assert "only compared with itself" not in done(paid, "verify", "--since", kept)
    pay_more(owner)
    found = mingzhang(paid, "verify", "--since", kept, "--book", COUNTY)
    assert found.returncode == 1
    assert "ledger.disbursement" in found.stdout
    assert "amount was 100.00 when it was sealed and is 20100.00 now" in found.stdout
    listed = mingzhang(paid, "verify", "--json")
    assert listed.returncode == 1
    [said] = json.loads(listed.stdout)["findings"]
    assert (said["table"], said["column"], said["sealed_value"]) == (
        "ledger.disbursement", "amount", "100.00",
    )  # fmt: skip
    assert said["name"] in found.stdout


def test_a_past_sealed_anew_is_named_by_the_checkpoint_with_leaves(
    paid: dict[str, str], owner: Engine, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    done(paid, "checkpoint", "export", kept, "--book", COUNTY, "--leaves")
    pay_more(owner)
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        common = connection.execute(text("SELECT relation FROM ledger.fact_shape WHERE common"))
        for relation in common.scalars().all():
            connection.execute(text(f"UPDATE {relation} SET log_position = NULL"))
        for table in ("checkpoint", "tile", "log_tree"):
            connection.execute(text(f"DELETE FROM ledger.{table}"))
    done(paid, "seal")
    assert "Everything" in done(paid, "verify"), "the thief has the key and sealed all anew"
    found = mingzhang(paid, "verify", "--since", kept)
    assert found.returncode == 1
    assert "amount was 100.00" in found.stdout
    refused = mingzhang(
        paid, "checkpoint", "export", tmp_path / "x", "--book", COUNTY, "--since", kept
    )
    assert refused.returncode == 1
    assert not (tmp_path / "x").exists()


def test_an_inspector_verifies_a_copy_as_its_superuser_and_needs_no_other_password(
    paid: dict[str, str], owner: Engine, tmp_path: Path
) -> None:
    with owner.begin() as connection:
        connection.execute(text("ALTER ROLE mingzhang_seal NOLOGIN"))
    try:
        inspecting = paid | {"MINGZHANG_DATA_DIR": str(tmp_path / "inspector")}
        verified = done(inspecting, "verify")
        assert "no signature was checked" in verified
        assert "Everything is as it was sealed" in verified
        public = done(paid, "checkpoint", "keys").splitlines()[1]
        assert "no signature" not in done(inspecting, "verify", "--key", public)
        refused = mingzhang(paid, "seal")
        assert refused.returncode == 3
        assert "pgpass" in refused.stderr
    finally:
        with owner.begin() as connection:
            connection.execute(text("ALTER ROLE mingzhang_seal LOGIN"))


def test_a_new_key_signs_from_then_on_and_what_the_old_one_signed_verifies(
    paid: dict[str, str], tmp_path: Path
) -> None:
    old = done(paid, "checkpoint", "keys").splitlines()[1]
    assert "back up" in done(paid, "checkpoint", "new-key")
    new = done(paid, "checkpoint", "keys").splitlines()[1]
    assert new.split("+")[0] == old.split("+")[0]
    assert old in done(paid, "checkpoint", "keys")
    assert "Everything" in done(paid, "verify")
    assert mingzhang(paid, "checkpoint", "new-key", "--lost", old).returncode == 2
    signing_key_of(paid).unlink()
    ended = mingzhang(paid, "checkpoint", "new-key")
    assert (ended.returncode, "--lost" in ended.stderr) == (3, True)
    assert mingzhang(paid, "checkpoint", "new-key", "--lost", new).returncode == 2
    done(paid, "checkpoint", "new-key", "--lost", old)
    done(paid, "seal")
    note = tmp_path / "note"
    done(paid, "checkpoint", "export", note)
    assert "Everything" in done(paid, "verify", "--since", note)
