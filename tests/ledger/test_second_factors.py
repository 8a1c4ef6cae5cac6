"""One-time codes: those of RFC 6238, each taken once, and recovery codes in their place."""

import base64
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from accounts import ADMIN, DOOR, LOCKED, PASSWORD, add_account, entered, who
from sqlalchemy import Engine, text

from ledger.database import acting_as
from ledger.errors import Refused
from ledger.second_factor_switching import confirm, drop, offer, offered
from ledger.second_factors import (
    STEP_SECONDS,
    answer_to,
    code_at,
    new_recovery_codes,
    new_secret,
    seal,
    step_of,
    unseal,
)
from ledger.sessions import User, user_of
from ledger.sign_ins import pass_second_factor

WRONG_CODE = r"code is wrong|验证码不对"
#: RFC 6238, appendix B: seconds since 1970 and the last six digits of the SHA-1 code.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("at", "code"), VECTORS)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    secret = b"12345678901234567890"
    assert code_at(secret, at) == code
    assert step_of(secret, f" {code[:3]} {code[3:]} ", at) == at // 30
    assert step_of(secret, code, at + 30) == at // 30, "a slow typist, or a slow clock"
    assert step_of(secret, code, at + 90) is None
    assert step_of(secret, "", at) is None


def test_a_secret_is_opened_with_its_door_key_alone() -> None:
    secret = new_secret()
    sealed = seal(secret, DOOR)
    assert secret not in sealed
    assert unseal(sealed, DOOR) == secret
    with pytest.raises(Refused, match=r"recovery code|恢复码"):
        unseal(sealed, bytes(32))


def test_a_recovery_code_is_known_however_it_is_typed() -> None:
    [code, *others] = new_recovery_codes()
    assert len({code, *others}) == 10
    plain = answer_to(code, None)
    assert plain.recovery_sha256
    assert answer_to(f" {code.upper().replace('-', ' ')} ", None) == plain
    assert answer_to("123456", None).step is None


@pytest.fixture(autouse=True)
def clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No half minute ends while a test runs: the code of the last one would be too old then."""
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)


class Person:
    """Somebody with a second factor, and what their phone shows."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.acting = acting_as(engine, entered(engine).token)
        with self.acting.begin() as connection:
            user = user_of(connection)
        assert user is not None
        self.user: User = user
        offer(self.acting, DOOR)
        found = offered(self.acting, DOOR, ADMIN)
        assert found is not None
        self.address = found.address
        self.secret = self.read_secret()
        self.spent = self.code(-1)
        self.codes = confirm(self.acting, DOOR, user, PASSWORD, self.spent)

    def read_secret(self) -> bytes:
        """The secret as the phone learnt it."""
        with self.acting.connect() as connection:
            sealed = connection.execute(
                text("SELECT sealed FROM ledger.sealed_second_factor(:door)"), {"door": DOOR}
            ).scalar_one()
        return unseal(bytes(sealed), DOOR)

    def code(self, steps: int = 0) -> str:
        """What the phone shows, or did or will so many half minutes from now."""
        return code_at(self.secret, time.time() + steps * STEP_SECONDS)

    def waiting(self) -> Engine:
        """A session of theirs that waits for a code."""
        opened = entered(self.engine)
        assert opened.purpose == "second_factor"
        return acting_as(self.engine, opened.token)


@pytest.fixture
def person(engine: Engine, owner: Engine) -> Person:
    """Somebody who has just switched their second factor on."""
    add_account(owner)
    return Person(engine)


def test_the_picture_says_what_apps_read(person: Person) -> None:
    read = urlsplit(person.address)
    said = parse_qs(read.query)
    assert (read.scheme, read.netloc, read.path) == ("otpauth", "totp", "/Mingzhang:admin")
    assert base64.b32decode(said["secret"][0]) == person.secret
    assert (said["issuer"], said["digits"], said["period"]) == (["Mingzhang"], ["6"], ["30"])


def test_the_password_alone_leads_only_to_the_code(person: Person) -> None:
    opened = entered(person.engine)
    assert who(person.engine, opened.token) == "admin second_factor"
    waiting = acting_as(person.engine, opened.token)
    with waiting.connect() as connection:
        assert connection.execute(text("SELECT ledger.acting_login()")).scalar() is None
    passed = pass_second_factor(waiting, DOOR, person.code())
    assert passed.purpose == "work"
    assert passed.token != opened.token
    assert who(person.engine, opened.token) is None, "what waited for the code is gone"


def test_no_code_is_taken_twice_however_many_try_at_once(person: Person) -> None:
    code = person.code()
    waiting = [person.waiting() for _ in range(4)]

    def attempt(acting: Engine) -> bool:
        try:
            pass_second_factor(acting, DOOR, code)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, waiting)) == 1
    with pytest.raises(Refused, match=WRONG_CODE):
        pass_second_factor(person.waiting(), DOOR, person.spent)


def test_the_code_that_switched_it_on_is_spent(person: Person) -> None:
    with pytest.raises(Refused, match=WRONG_CODE):
        pass_second_factor(person.waiting(), DOOR, person.spent)


def test_a_code_far_ahead_of_the_clock_is_refused_by_the_database_too(person: Person) -> None:
    waiting = person.waiting()
    with waiting.begin() as connection:
        outcome = connection.execute(
            text("SELECT outcome FROM ledger.pass_second_factor(:door, :step, NULL, '\\x00', '')"),
            {"door": DOOR, "step": int(time.time()) // 30 + 10},
        ).scalar_one()
    assert outcome == "wrong"


def test_without_the_door_key_no_code_counts(person: Person) -> None:
    waiting = person.waiting()
    with waiting.begin() as connection:
        outcome = connection.execute(
            text(
                "SELECT outcome FROM ledger.pass_second_factor('\\x00', :step, NULL, '\\x00', '')"
            ),
            {"step": int(time.time()) // 30},
        ).scalar_one()
        sealed = connection.execute(
            text("SELECT count(*) FROM ledger.sealed_second_factor('\\x00')")
        ).scalar_one()
    assert (outcome, sealed) == ("no_door_key", 0)


def test_a_recovery_code_stands_in_once(person: Person) -> None:
    assert pass_second_factor(person.waiting(), DOOR, person.codes[0]).purpose == "work"
    with pytest.raises(Refused, match=WRONG_CODE):
        pass_second_factor(person.waiting(), DOOR, person.codes[0])
    assert pass_second_factor(person.waiting(), DOOR, person.codes[1]).purpose == "work"


def test_wrong_codes_lock_and_right_passwords_in_between_do_not_help(person: Person) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match=WRONG_CODE):
            pass_second_factor(person.waiting(), DOOR, "000000")
    with pytest.raises(Refused, match=LOCKED):
        entered(person.engine)


def test_switching_on_ends_other_sessions_and_asks_for_the_password(
    engine: Engine, owner: Engine
) -> None:
    add_account(owner)
    other = entered(engine).token
    person = Person(engine)
    assert who(engine, other) is None
    assert offered(person.acting, DOOR, ADMIN) is None
    offer(person.acting, DOOR)
    assert person.read_secret() == person.secret, "one that counts is not replaced"


def test_it_is_switched_off_for_password_and_code_only(person: Person) -> None:
    with pytest.raises(Refused, match=r"password is wrong|密码不对"):
        drop(person.acting, DOOR, person.user, "not that one", person.code())
    with pytest.raises(Refused, match=WRONG_CODE):
        drop(person.acting, DOOR, person.user, PASSWORD, "000000")
    drop(person.acting, DOOR, person.user, PASSWORD, person.code())
    assert entered(person.engine).purpose == "work"


def test_nothing_is_switched_on_by_a_wrong_code_or_password(engine: Engine, owner: Engine) -> None:
    add_account(owner)
    acting = acting_as(engine, entered(engine).token)
    with acting.begin() as connection:
        user = user_of(connection)
    assert user is not None
    offer(acting, DOOR)
    with pytest.raises(Refused, match=WRONG_CODE):
        confirm(acting, DOOR, user, PASSWORD, "12345")
    with pytest.raises(Refused, match=r"password is wrong|密码不对"):
        confirm(acting, DOOR, user, "not that one", "123456")
    assert entered(engine).purpose == "work"
