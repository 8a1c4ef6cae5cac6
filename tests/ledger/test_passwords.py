"""Which passwords are good enough, how they are hashed, and the key of the door."""

import stat
from pathlib import Path

import pytest
from accounts import DOOR, keep_door_key
from sqlalchemy import Engine, text

from ledger import passwords
from ledger.doors import fit_door, load_door_key
from ledger.errors import Refused, SystemFailed
from ledger.passwords import Recipe, check_quality, generated_password, hash_password, kept_of


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", "at least 12"),
        ("x" * 257, "at most 256"),
        ("zhangsan 江边的灯笼 1", "your login"),
        ("ZHANGSAN 江边的灯笼", "your login"),
        ("江边的张三点了八九只灯笼", "your login or your name"),
        ("password1234", "too easy"),
        ("qwertyuiop[]", "too easy"),
        ("aaaaaaaaaaaaaaaa", "too easy"),
        ("199001011990", "too easy"),
        ("caizhengmima1", "too easy"),
        ("ｐａｓｓｗｏｒｄ１２３４", "too easy"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(password: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_quality(password, "zhangsan", "张三")
    assert said in refusal.value.text.en


@pytest.mark.parametrize(
    "password",
    [
        "八只 lanterns 挂在江边",
        "correct horse battery staple",
        "w7#kQ2!mZ9@x",
        "g" * 9 + "江边lantern!7",
    ],
)
def test_a_good_password_is_taken(password: str) -> None:
    check_quality(password, "zhangsan", "张三")


def test_a_password_that_was_made_up_is_good_and_never_the_same() -> None:
    made = {generated_password() for _ in range(100)}
    assert len(made) == 100
    for each in made:
        check_quality(each, "zhangsan", "张三")


def test_what_is_kept_is_the_hash_of_the_hash_under_a_salt_of_its_own() -> None:
    first, second = kept_of("the same password"), kept_of("the same password")
    assert first["salt"] != second["salt"]
    assert first["verifier"] != second["verifier"]
    proof = hash_password("the same password", Recipe(bytes(first["salt"])))
    assert proof != first["verifier"]


def test_full_width_letters_are_the_letters_they_look_like() -> None:
    recipe = Recipe(bytes(16), passes=1, memory_kib=64, lanes=1)
    assert hash_password("ａｂｃ１２３", recipe) == hash_password("abc123", recipe)


def test_who_would_wait_too_long_is_sent_away() -> None:
    recipe = Recipe(bytes(16), passes=1, memory_kib=64, lanes=1)
    taken = passwords.AT_ONCE + passwords.WAITING
    for _ in range(taken):
        assert passwords._waiting.acquire(blocking=False)
    with pytest.raises(Refused, match=r"Too many|太多"):
        hash_password("abc", recipe)
    for _ in range(taken):
        passwords._waiting.release()
    assert hash_password("abc", recipe)


def test_the_door_key_is_made_once_and_read_by_nobody_else(owner: Engine, tmp_path: Path) -> None:
    key_file = tmp_path / "keys" / "door.key"
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM ledger.door_key"))
        assert fit_door(connection, key_file)
        assert not fit_door(connection, key_file)
        kept = connection.execute(text("SELECT key_sha256 FROM ledger.door_key")).scalar_one()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert load_door_key(key_file) not in bytes(kept)


def test_another_door_key_fits_only_when_that_is_asked_for(owner: Engine, tmp_path: Path) -> None:
    other = tmp_path / "keys" / "door.key"
    with owner.begin() as connection:
        with pytest.raises(SystemFailed, match=r"--new-door-key"):
            fit_door(connection, other)
        assert not other.exists()
        assert fit_door(connection, other, anew=True)
        with pytest.raises(SystemFailed, match=r"--new-door-key"):
            fit_door(connection, keep_door_key(tmp_path / "old"))


def test_a_door_key_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SystemFailed, match="mingzhang migrate"):
        load_door_key(tmp_path / "none")
    for content in ("no key", DOOR[:8].hex()):
        (tmp_path / "bad").write_text(content)
        with pytest.raises(SystemFailed, match=r"cannot be used|不能用"):
            load_door_key(tmp_path / "bad")
