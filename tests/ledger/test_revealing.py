"""A number in whole is given to who may see it, of their book, for a reason, and on record."""

import pytest
from builders import COUNTY, OTHER_COUNTY, book_id, id_number, post
from persons import TESTER, add_person, sign_in, token_of
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.database import acting_as
from ledger.errors import Refused
from ledger.key_rotation import rotate
from ledger.masked_numbers import (
    MaskedNumber,
    numbers_of_household,
    numbers_of_payee,
    numbers_of_payment,
)
from ledger.personal import Protector
from ledger.revealing import reveal
from ledger.roles import ROLE_POWERS

PAYEE = fact("payees", payee_code="S1", name="张三", identity=id_number(1), account="62284801",
             phone="13800000001")  # fmt: skip
PAYMENT = fact("disbursements", project_code="XM1", external_reference="ZF1", payee_code="S1",
               payee_name="张三", account="62284801")  # fmt: skip
PERSON = fact("households", household_code="H1", name="李四", identity=id_number(2),
              phone="13800000002")  # fmt: skip
LISTED = fact("matching_lists", identity=id_number(9))
MAY = {role for role, powers in ROLE_POWERS.items() if "reveal" in powers}


@pytest.fixture
def story(owner: Engine, engine: Engine, protector: Protector) -> Engine:
    """A ledger with a payment and a household, and somebody of each role in the county."""
    elsewhere = Fact("payees", PAYEE.cells | {"book": OTHER_COUNTY, "phone": ""})
    with engine.begin() as connection:
        post(connection, protector, PAYEE, PAYMENT, PERSON, LISTED, elsewhere)
    with owner.begin() as connection:
        for role in ROLE_POWERS:
            add_person(connection, role, (role, COUNTY, False))
            sign_in(connection, role)
    return engine


def accesses(owner: Engine) -> list[tuple[str, str, str, dict[str, str]]]:
    """What is on record of accesses: who, what kind, what of, and how."""
    with owner.connect() as connection:
        found = connection.execute(text("SELECT * FROM ledger.access_record ORDER BY access_id"))
        return [(row.login, row.kind, row.subject, row.details) for row in found]


def masked(story: Engine, kind: str = "identity") -> MaskedNumber:
    """The payee's number of a kind."""
    with story.connect() as connection:
        found = numbers_of_payee(connection, book_id(connection), "S1")
    return next(each for each in found if each.kind == kind)


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("identity", id_number(1), f"{id_number(1)[:6]}********{id_number(1)[-4:]}"),
        ("account", "62284801", "****"),
        ("phone", "13800000001", "138****0001"),
    ],
)
def test_a_number_is_given_in_whole_and_the_reading_is_on_record(
    owner: Engine, story: Engine, protector: Protector, kind: str, number: str, shown: str
) -> None:
    asked = masked(story, kind)
    assert asked.masked == shown
    assert reveal(story, protector, asked, " 核对信访件 ") == number
    ((login, what, subject, details),) = accesses(owner)
    assert (login, what, subject) == (TESTER, "personal_data_read", f"张三 {shown}")
    assert details == {
        "kind": kind, "hashed": asked.hashed.hex(), "reason": "核对信访件", "division": COUNTY,
    }  # fmt: skip
    assert number not in str(details) + subject


def test_a_number_opens_for_who_has_old_keys_in_memory(
    owner: Engine, story: Engine, protector: Protector
) -> None:
    rotate(owner, protector.master_file)
    assert reveal(story, protector, masked(story), "核对") == id_number(1)


@pytest.mark.parametrize("role", sorted(ROLE_POWERS))
def test_promise_11_only_who_holds_the_power_in_that_book_sees_a_number(
    owner: Engine, story: Engine, protector: Protector, role: str
) -> None:
    asked = masked(story)
    someone = acting_as(story, token_of(role))
    if role in MAY:
        assert reveal(someone, protector, asked, "核对") == id_number(1)
    else:
        with pytest.raises(Refused) as error:
            reveal(someone, protector, asked, "核对")
        assert error.value.promise == 11
    ((login, kind, _, _),) = accesses(owner)
    assert (login, kind) == (role, "personal_data_read" if role in MAY else "refused")


def test_promise_11_the_same_number_is_not_given_as_of_another_book(
    story: Engine, protector: Protector
) -> None:
    auditor = acting_as(story, token_of("auditor"))
    with story.connect() as connection:
        (theirs, *_) = numbers_of_payee(connection, book_id(connection, OTHER_COUNTY), "S1")
    assert theirs.hashed == masked(story).hashed
    with pytest.raises(Refused):
        reveal(auditor, protector, theirs, "核对")


def test_promise_11_who_has_only_the_applications_password_sees_nothing(
    owner: Engine, story: Engine, protector: Protector
) -> None:
    asked = masked(story)
    with pytest.raises(Refused):
        reveal(acting_as(story, ""), protector, asked, "核对")
    with pytest.raises(Refused):
        reveal(acting_as(story, token_of("nobody")), protector, asked, "核对")
    assert [(login, kind) for login, kind, _, _ in accesses(owner)] == [(None, "refused")] * 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_number_is_not_given_without_a_reason(
    owner: Engine, story: Engine, protector: Protector, reason: str
) -> None:
    with pytest.raises(Refused) as error:
        reveal(story, protector, masked(story), reason)
    assert "原因" in error.value.text.zh
    assert [kind for _, kind, _, _ in accesses(owner)] == ["refused"]


def test_a_number_that_is_not_of_the_book_or_only_on_a_list_is_not_given(
    story: Engine, protector: Protector
) -> None:
    asked = masked(story)
    for number in (id_number(7), id_number(9)):
        hashed = protector.identity(number).hashed
        with pytest.raises(Refused):
            reveal(
                story, protector, MaskedNumber(asked.book_id, "identity", "", "", hashed), "核对"
            )


def test_the_sealed_form_and_its_record_come_together_or_not_at_all(
    owner: Engine, story: Engine
) -> None:
    asked = masked(story)
    with story.connect() as connection:
        connection.execute(
            text("SELECT ledger.sealed_number('identity', :hashed, :book_id, '核对')"),
            {"hashed": asked.hashed, "book_id": asked.book_id},
        )
        connection.rollback()
    # What was read in a transaction that was taken back is opened by nobody: see ledger.revealing.
    assert accesses(owner) == []


def test_a_number_is_not_opened_where_its_record_cannot_be_kept(
    owner: Engine, story: Engine, protector: Protector
) -> None:
    asked = masked(story)
    with owner.begin() as connection:
        # Kept until the end of the transaction, and refused there.
        connection.execute(
            text(
                "CREATE CONSTRAINT TRIGGER not_kept AFTER INSERT ON ledger.access_record"
                " DEFERRABLE INITIALLY DEFERRED"
                " FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()"
            )
        )
    with pytest.raises((DBAPIError, Refused)):
        reveal(story, protector, asked, "核对")
    assert accesses(owner) == []


@pytest.mark.usefixtures("story")
def test_the_record_of_a_reading_is_not_changed(owner: Engine) -> None:
    for statement in (
        "DELETE FROM ledger.access_record",
        "UPDATE ledger.access_record SET kind=''",
    ):
        with (
            owner.connect() as connection,
            pytest.raises(DBAPIError, match="facts_are_never_changed"),
        ):
            connection.execute(text(statement))


def test_the_numbers_of_a_payment_a_payee_and_a_household(story: Engine) -> None:
    with story.connect() as connection:
        book = book_id(connection)
        paid = numbers_of_payment(connection, book, reference="ZF1")
        payee = numbers_of_payee(connection, book, "S1")
        persons = numbers_of_household(connection, book, "H1")
        assert numbers_of_payee(connection, book, "S9") == []
        assert numbers_of_household(connection, book, "H9") == []
    assert [each.kind for each in paid] == ["identity", "phone", "account"]
    assert paid == payee
    assert [(each.holder, each.kind) for each in persons] == [
        ("李四", "identity"), ("李四", "phone"),
    ]  # fmt: skip
