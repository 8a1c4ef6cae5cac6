"""A claim is checked, then decided, and carries payments only as it was approved."""

from decimal import Decimal
from threading import Thread

import pytest
from builders import COUNTY, book_id, post
from ground_cases import STEP_HEADER
from histories import codes, reverse_last, send
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from workbooks import import_sheets

from expectations.rule import Fact, fact
from ledger.claims import ClaimRecord, claim, claims_of, steps_of_claim
from ledger.disbursements import payments
from ledger.personal import Protector
from ledger.refusals import refusal_of

MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=1000),
)
CLAIM = fact("claims", claim_code="BZ", project_code="P", amount=100)
CHECKED = fact("claim_steps", claim_code="BZ", occurred_on="2022-04-15")
APPROVED = fact("claim_steps", claim_code="BZ", step="approved", occurred_on="2022-04-20")


def paid(reference: str, amount: object = 100, **more: object) -> Fact:
    """A payment under the claim."""
    return fact(
        "disbursements",
        **{
            "project_code": "P",
            "claim_code": "BZ",
            "external_reference": reference,
            "amount": amount,
        }
        | more,
    )


def the_claim(engine: Engine) -> ClaimRecord:
    """The one claim on record."""
    with engine.connect() as connection:
        book = book_id(connection)
        number = connection.execute(text("SELECT log_position FROM ledger.claim")).scalar_one()
        found = claim(connection, book, number)
    assert found is not None
    return found


def test_a_claim_goes_from_handing_in_to_payment(engine: Engine, protector: Protector) -> None:
    states = []
    for sent in ((*MONEY, CLAIM), (CHECKED,), (APPROVED,), (paid("ZF1", 40),), (paid("ZF2", 60),)):
        assert codes(send(engine, protector, *sent)) == []
        states.append(the_claim(engine).state)
    assert states == ["submitted", "checked", "approved", "part_paid", "paid"]
    found = the_claim(engine)
    assert (found.approved_amount, found.paid_amount) == (100, 100)
    with engine.connect() as connection:
        book = book_id(connection)
        assert claims_of(connection, book, found.project_id) == [found]
        steps = steps_of_claim(connection, book, found.claim_id)
        assert [step.step for step in steps] == ["checked", "approved"]
        assert payments(connection, book)[0].claim_code == "BZ"


def test_all_of_it_may_come_in_one_file(engine: Engine, protector: Protector) -> None:
    sent = send(engine, protector, *MONEY, CLAIM, CHECKED, APPROVED, paid("ZF1"))
    assert codes(sent) == []
    assert the_claim(engine).state == "paid"


def test_a_returned_claim_is_over(engine: Engine, protector: Protector) -> None:
    returned = fact("claim_steps", claim_code="BZ", step="returned", reason="资料不全")
    assert codes(send(engine, protector, *MONEY, CLAIM, returned)) == []
    assert the_claim(engine).state == "returned"
    assert codes(send(engine, protector, paid("ZF1"))) == ["claim_returned"]
    assert codes(send(engine, protector, CHECKED)) == ["claim_decided"]
    both = (
        fact("claims", claim_code="BZ2", project_code="P"),
        fact("claim_steps", claim_code="BZ2"),
        fact("claim_steps", claim_code="BZ2", step="approved"),
        fact("claim_steps", claim_code="BZ2", step="returned", reason="重复"),
    )
    assert codes(send(engine, protector, *both)) == ["claim_decided"]


def test_of_two_sheets_the_first_decides(connection: Connection, protector: Protector) -> None:
    post(connection, protector, *MONEY, CLAIM, CHECKED)
    two = {
        "四月": [STEP_HEADER, [COUNTY, "BZ", "批准", "2022-04-20", "乙", "", ""]],
        "五月": [STEP_HEADER, [COUNTY, "BZ", "退回", "2022-05-20", "乙", "", "资料不全"]],
    }
    outcome = import_sheets(connection, protector, two)
    assert [(each.code, each.sheet) for each in outcome.problems] == [("claim_decided", "五月")]


def test_what_is_sent_again_is_recorded_once(engine: Engine, protector: Protector) -> None:
    everything = (CLAIM, CHECKED, APPROVED, paid("ZF1"))
    assert codes(send(engine, protector, *MONEY, *everything)) == []
    again = send(engine, protector, *everything, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert [again.posted[noun] for noun in ("claims", "claim_steps", "disbursements")] == [0, 0, 0]
    differs = send(engine, protector, fact("claims", claim_code="BZ", project_code="P", amount=99))
    assert codes(differs) == ["same_reference_differs"]
    other_claim = fact("claims", claim_code="BZ2", project_code="P")
    approval = (
        fact("claim_steps", claim_code="BZ2"),
        fact("claim_steps", claim_code="BZ2", step="approved"),
    )
    moved = send(engine, protector, other_claim, *approval, paid("ZF1", claim_code="BZ2"))
    assert codes(moved) == ["same_reference_differs"]


def test_payments_of_several_files_never_pass_what_was_approved(
    engine: Engine, protector: Protector
) -> None:
    less = fact("claim_steps", claim_code="BZ", step="approved", amount="80")
    assert codes(send(engine, protector, *MONEY, CLAIM, CHECKED, less, paid("ZF1", 50))) == []
    assert codes(send(engine, protector, paid("ZF2", "30.01"))) == ["claim_exceeded"]
    assert codes(send(engine, protector, paid("ZF2", 20), paid("ZF3", "10.01"))) == [
        "claim_exceeded"
    ]
    assert codes(send(engine, protector, paid("ZF2", 30))) == []


def test_what_bounced_or_was_reversed_may_be_paid_again(
    engine: Engine, protector: Protector
) -> None:
    approved = (*MONEY, CLAIM, CHECKED, APPROVED)
    bounced = fact("refunds", payment_reference="ZF1", amount=100, occurred_on="2022-05-05")
    again = paid("ZF2", occurred_on="2022-05-09", reissue_of="ZF1")
    assert codes(send(engine, protector, *approved, paid("ZF1"), bounced, again)) == []
    assert the_claim(engine).paid_amount == 100
    with pytest.raises(DBAPIError, match="cannot_reverse"):
        reverse_last(engine, "refund")
    reverse_last(engine, "disbursement")
    assert the_claim(engine).paid_amount == 0
    assert codes(send(engine, protector, paid("ZF3", occurred_on="2022-12-02"))) == []


def test_what_a_payee_returned_was_paid_all_the_same(engine: Engine, protector: Protector) -> None:
    returned = fact("refunds", payment_reference="ZF1", kind="returned", amount=100)
    assert (
        codes(send(engine, protector, *MONEY, CLAIM, CHECKED, APPROVED, paid("ZF1"), returned))
        == []
    )
    assert codes(send(engine, protector, paid("ZF2"))) == ["claim_exceeded"]


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ((CLAIM,), "claim_not_approved"),
        ((CLAIM, CHECKED, APPROVED, paid("ZF0", 1)), "claim_exceeded"),
    ],
)
def test_the_database_itself_keeps_to_the_claim(
    engine: Engine, protector: Protector, sent: tuple[Fact, ...], refused: str
) -> None:
    assert codes(send(engine, protector, *MONEY, fact("payees", payee_code="S"), *sent)) == []
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text(PAY_ONLINE))
    refusal = refusal_of(error.value)
    assert refusal is not None
    assert refusal.promise == 13
    assert getattr(error.value.orig, "diag").message_primary == refused  # noqa: B009


PAY_ONLINE = """
    SELECT posted FROM ledger.claim, ledger.source, ledger.payee, ledger.post_disbursement(
        claim.book_id, 'online-' || gen_random_uuid(), '2022-05-01', source.log_position,
        claim.project_id, NULL, payee.log_position, NULL, 100, 'transfer', NULL, '补助', '我',
        claim.log_position
    ) WHERE payee.payee_code = 'S'
"""


def test_of_many_who_pay_a_claim_at_once_one_does(engine: Engine, protector: Protector) -> None:
    approved = (*MONEY, fact("payees", payee_code="S"), CLAIM, CHECKED, APPROVED)
    assert codes(send(engine, protector, *approved)) == []
    done: list[str] = []

    def pay() -> None:
        try:
            with engine.begin() as connection:
                connection.execute(text(PAY_ONLINE))
            done.append("paid")
        except DBAPIError as error:
            done.append(getattr(error.orig, "diag").message_primary)  # noqa: B009

    threads = [Thread(target=pay) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["claim_exceeded"] * 7 + ["paid"]
    assert the_claim(engine).paid_amount == Decimal(100)


@pytest.mark.parametrize(
    ("step", "on", "amount", "reason"),
    [
        ("approved", "2022-04-20", "100", None),
        ("checked", "2022-04-09", None, None),
        ("returned", "2022-04-09", None, "资料不全"),
    ],
)
def test_the_database_itself_keeps_the_order_of_steps(
    owner: Engine,
    engine: Engine,
    protector: Protector,
    step: str,
    on: str,
    amount: str | None,
    reason: str | None,
) -> None:
    assert codes(send(engine, protector, *MONEY, CLAIM)) == []
    with owner.connect() as connection, pytest.raises(DBAPIError, match="claim_out_of_order"):
        connection.execute(
            text(
                "INSERT INTO ledger.claim_step (book_id, log_position, recorded_at, recorded_by,"
                " external_reference, claim_id, step, occurred_on, actor, amount, reason)"
                " SELECT book_id, 10000, now(), '我', 'x', log_position, :step, :on, '我',"
                " CAST(:amount AS numeric), :reason FROM ledger.claim"
            ),
            {"step": step, "on": on, "amount": amount, "reason": reason},
        )
