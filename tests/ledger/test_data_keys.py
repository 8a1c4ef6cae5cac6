"""A ledger's data keys open with its master key only; lost, wrong or broken, it is said plainly."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import import_rows, with_background
from keys import MASTER_FILE
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from expectations.rule import fact
from ledger import master_keys
from ledger.data_keys import load_protector
from ledger.errors import SystemFailed
from ledger.master_keys import MasterKey, coming_key, first_master_key, master_key, take_place
from ledger.personal import Protector


def payee(code: str) -> list[tuple[str, dict[str, str]]]:
    """The row of a payee."""
    return with_background([fact("payees", payee_code=code)])


@pytest.fixture
def without_keys(owner: Engine, engine: Engine) -> Engine:
    """A ledger that has no keys yet."""
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE ledger.data_key DISABLE TRIGGER USER"))
        connection.execute(text("DELETE FROM ledger.data_key"))
        connection.execute(text("ALTER TABLE ledger.data_key ENABLE TRIGGER USER"))
    return engine


def test_the_master_key_is_made_on_first_use_for_its_owner_only(
    without_keys: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "keys" / "master.key"
    first = load_protector(without_keys, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]
    again = load_protector(without_keys, file)
    assert again.identity("x").hashed == first.identity("x").hashed


def test_many_that_make_the_first_keys_at_once_agree_on_them(
    without_keys: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "master.key"
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: load_protector(without_keys, file), range(6)))
    assert len({protector.identity("x").hashed for protector in made}) == 1
    assert list(tmp_path.iterdir()) == [file]


def test_a_lost_master_key_is_not_made_anew(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    with pytest.raises(SystemFailed) as error:
        load_protector(engine, file)
    assert "找不到主密钥" in error.value.text.zh
    assert "MINGZHANG_MASTER_KEY_FILE" in error.value.text.en
    assert not file.exists()


def test_the_master_key_of_another_ledger_is_refused(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    first_master_key(file)
    with pytest.raises(SystemFailed) as error:
        load_protector(engine, file)
    assert "不是这个账本的" in error.value.text.zh
    assert "not this ledger's" in error.value.text.en


@pytest.mark.parametrize("content", ["", "not hexadecimal", "00" * 31])
def test_a_file_that_holds_no_key_is_refused(engine: Engine, tmp_path: Path, content: str) -> None:
    file = tmp_path / "master.key"
    file.write_text(content)
    with pytest.raises(SystemFailed, match=r"master\.key"):
        load_protector(engine, file)


def test_a_wrapped_key_that_was_changed_is_refused(owner: Engine, engine: Engine) -> None:
    with owner.begin() as connection:
        # The one key in the place of the other.
        connection.execute(
            text(
                "UPDATE ledger.data_key SET wrapped ="
                " (SELECT wrapped FROM ledger.data_key WHERE purpose = 'match')"
            )
        )
    with pytest.raises(SystemFailed, match="seal 1"):
        load_protector(engine, MASTER_FILE)


def test_an_import_with_another_master_key_is_refused_and_writes_nothing(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    other = tmp_path / "master.key"
    first_master_key(other)
    with engine.begin() as connection:
        assert import_rows(connection, protector, payee("S1")).problems == []
    ours = protector.master_file
    try:
        protector.master_file = other
        with pytest.raises(SystemFailed, match="not this ledger's"), engine.begin() as connection:
            import_rows(connection, protector, payee("S2"))
    finally:
        protector.master_file = ours
    with engine.begin() as connection:
        assert import_rows(connection, protector, payee("S3")).problems == []
        codes = connection.execute(text("SELECT payee_code FROM ledger.payee ORDER BY 1"))
        assert list(codes.scalars()) == ["S1", "S3"]


def test_the_fingerprint_tells_keys_apart() -> None:
    one, other = (MasterKey(Path(), bytes([n] * 32)) for n in (1, 2))
    assert one.fingerprint != other.fingerprint
    with pytest.raises(SystemFailed):
        other.unwrap("seal 1", one.wrap("seal 1", bytes(32)))


@pytest.mark.parametrize("role", ["mingzhang_app", "mingzhang_audit"])
@pytest.mark.parametrize("table", ["personal_number", "data_key"])
def test_no_role_reads_the_vault_or_the_keys(
    owner_of_shared: Engine, table: str, role: str
) -> None:
    with owner_of_shared.connect() as connection:
        connection.execute(text(f"SET ROLE {role}"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(f"SELECT count(*) FROM ledger.{table}"))


@pytest.mark.parametrize("reads", range(4))
def test_a_key_that_takes_its_place_while_it_is_looked_for_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: int
) -> None:
    file = tmp_path / "master.key"
    old = first_master_key(file)
    new = coming_key(file, old.fingerprint)
    read, done = master_keys.read_key, []

    def read_key(path: Path, place: Path) -> MasterKey:
        done.append(path)
        if len(done) == reads:
            monkeypatch.setattr(master_keys, "read_key", read)
            take_place(file, new.fingerprint)
        return read(path, place)

    monkeypatch.setattr(master_keys, "read_key", read_key)
    assert master_key(file, new.fingerprint) == new
    assert master_key(file, old.fingerprint) == MasterKey(file, old.key)
