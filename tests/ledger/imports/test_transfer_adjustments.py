"""Transfers are added to, reduced and recalled on either side, and stay explainable (promise 8)."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from builders import COUNTY, OTHER_COUNTY, PROVINCE, book_id
from histories import codes, reverse_last, send, standing_by_document
from period_acts import act
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.personal import Protector
from ledger.refusals import refusal_of
from ledger.sources import arrival
from ledger.transfer_adjustments import adjustments_of_issue, adjustments_of_receipt
from ledger.transfers import transfers

ISSUED = {"book": PROVINCE, "direction": "issued", "source_document": "省"}
MONEY = (
    fact("appropriations", book=PROVINCE, document_no="省", amount=1000),
    fact("transfers", **ISSUED, document_no="下", counterparty=COUNTY, amount=100),
    fact("transfers", **ISSUED, document_no="下", counterparty=OTHER_COUNTY, amount=70),
    fact("transfers", book=COUNTY, document_no="下", counterparty=PROVINCE, amount=100),
)


def of_issue(kind: str, amount: object, **more: object) -> Fact:
    """The province adjusts what it issued to the county."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "side": "issued",
        "kind": kind,
        "transfer_document": "下",
        "counterparty": COUNTY,
        "amount": amount,
    }
    return fact("transfer_adjustments", **(cells | more))


def of_receipt(kind: str, amount: object, **more: object) -> Fact:
    """The county enters what the province adjusted."""
    return fact(
        "transfer_adjustments",
        **({"kind": kind, "transfer_document": "下", "amount": amount} | more),
    )


def in_transit(engine: Engine, as_of: str = "2030-01-01") -> tuple[Decimal, Decimal, Decimal]:
    """What was issued to the county, received there, and is in between, as of a day."""
    with engine.connect() as connection:
        horizon = connection.execute(
            text("SELECT ledger.take_horizon(:day)"), {"day": as_of}
        ).scalar_one()
        connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
        row = connection.execute(
            text(
                "SELECT issued_amount, received_amount, in_transit FROM facts.transfer"
                " WHERE transfer.recipient_book_id ="
                " (SELECT book_id FROM ledger.book WHERE division_id = :county)"
            ),
            {"county": COUNTY},
        ).one()
        return (row[0], row[1], row[2])


@pytest.mark.parametrize(("kind", "sign"), [("addition", 1), ("reduction", -1), ("recall", -1)])
def test_an_adjustment_moves_the_authority_of_its_own_side(
    engine: Engine, protector: Protector, kind: str, sign: int
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    assert codes(send(engine, protector, of_issue(kind, 40))) == []
    assert standing_by_document(engine, "available") == {"省": 830 - sign * 40, "下": 100}
    assert standing_by_document(engine, "issued") == {"省": 170 + sign * 40}
    assert codes(send(engine, protector, of_receipt(kind, 40))) == []
    assert standing_by_document(engine, "available") == {
        "省": 830 - sign * 40,
        "下": 100 + sign * 40,
    }
    assert standing_by_document(engine, "origin")["下"] == -100 - sign * 40


def test_promise_8_each_side_is_what_it_came_to_on_the_day_that_is_asked(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    assert codes(send(engine, protector, of_issue("recall", 40, occurred_on="2022-04-01"))) == []
    assert codes(send(engine, protector, of_receipt("recall", 40, occurred_on="2022-04-05"))) == []
    assert in_transit(engine, "2022-03-31") == (100, 100, 0)
    assert in_transit(engine, "2022-04-01") == (60, 100, -40)
    assert in_transit(engine, "2022-04-05") == (60, 60, 0)


def test_pages_show_what_a_transfer_came_to_and_by_which_documents(
    engine: Engine, protector: Protector
) -> None:
    changed = (of_issue("recall", 40), of_issue("addition", 5), of_receipt("recall", 40))
    assert codes(send(engine, protector, *MONEY, *changed)) == []
    with engine.connect() as connection:
        province, county = book_id(connection, PROVINCE), book_id(connection, COUNTY)
        [_, issue] = transfers(connection, province)
        assert (issue.amount, issue.original_amount, issue.received_amount) == (65, 100, 60)
        assert [
            (each.kind, each.amount)
            for each in adjustments_of_issue(connection, province, issue.issue_id)
        ] == [("recall", -40), ("addition", 5)]
        assert issue.below_source_id is not None
        receipt = arrival(connection, county, issue.below_source_id)
        assert receipt is not None
        assert (receipt.amount, receipt.original_amount) == (60, 100)
        [recalled] = adjustments_of_receipt(connection, county, receipt.source_id)
        assert recalled.amount == -40


def test_no_more_is_taken_than_was_issued_whatever_else_the_source_issued(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    too_much = of_issue("recall", "100.01")
    assert codes(send(engine, protector, too_much)) == ["adjustment_exceeds"]
    parts = (of_issue("recall", 60), of_issue("reduction", 50), of_issue("addition", 10))
    assert codes(send(engine, protector, *parts)) == []
    assert codes(send(engine, protector, of_issue("recall", "0.01"))) == ["adjustment_exceeds"]


def test_money_that_is_used_is_not_taken_from_below_before_it_is_freed(
    engine: Engine, protector: Protector
) -> None:
    project = fact("projects", project_code="P")
    used = fact("assignments", project_code="P", source_document="下", amount=70)
    assert codes(send(engine, protector, *MONEY, project, used)) == []
    outcome = send(engine, protector, of_receipt("recall", 31))
    assert codes(outcome) == ["below_zero"]
    assert "调减" in outcome.problems[0].text.zh
    assert "Withdraw" in outcome.problems[0].text.en
    freed = fact(
        "assignments", project_code="P", source_document="下", amount=1, direction="withdraw"
    )
    assert codes(send(engine, protector, freed, of_receipt("recall", 31))) == []


def test_no_more_is_added_than_the_issuer_has(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, of_issue("addition", "830.01"))) == ["below_zero"]
    assert codes(send(engine, protector, *MONEY, of_issue("addition", 830))) == []


def test_an_adjustment_sent_again_is_posted_once(engine: Engine, protector: Protector) -> None:
    row = of_issue("recall", 40, document_no="调1")
    assert codes(send(engine, protector, *MONEY, row)) == []
    assert send(engine, protector, row).posted["transfer_adjustments"] == 0
    changed = of_issue("recall", 41, document_no="调1")
    assert codes(send(engine, protector, changed)) == ["same_reference_differs"]


def test_parts_of_one_line_are_told_apart_by_their_reference(
    engine: Engine, protector: Protector
) -> None:
    parts = [
        fact(
            "transfers",
            **ISSUED,
            document_no="分",
            counterparty=COUNTY,
            amount=10,
            external_reference=reference,
        )
        for reference in ("a", "b")
    ]
    assert codes(send(engine, protector, MONEY[0], *parts)) == []
    row = of_issue("recall", 10, transfer_document="分")
    assert codes(send(engine, protector, row)) == ["ambiguous_transfer"]
    row = of_issue("recall", 10, transfer_document="分", transfer_reference="b")
    assert codes(send(engine, protector, row)) == []


def test_a_closed_month_takes_no_adjustment(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    with engine.begin() as connection:
        act(connection, book_id(connection, PROVINCE), "closed", 202204)
    assert codes(send(engine, protector, of_issue("recall", 1))) == ["period_closed"]


def test_what_adjustments_rest_on_is_reversed_only_after_them(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, MONEY[0], MONEY[1], of_issue("addition", 5))) == []
    assert codes(send(engine, protector, of_issue("recall", 104))) == []
    row = fact("reversals", book=PROVINCE, voucher="202203-2")
    outcome = send(engine, protector, row)
    assert codes(outcome) == ["cannot_reverse"]
    assert "调整" in outcome.problems[0].text.zh
    addition = fact("reversals", book=PROVINCE, voucher="202204-1")
    assert codes(send(engine, protector, addition)) == ["cannot_reverse"]
    with pytest.raises(DBAPIError, match="cannot_reverse"):
        reverse_last(engine, "transfer_issued")
    reverse_last(engine, "transfer_adjusted")
    assert codes(send(engine, protector, addition)) == []
    reverse_last(engine, "transfer_issued")
    assert standing_by_document(engine, "available") == {"省": 1000}


def test_the_database_itself_takes_no_more_than_was_issued(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, of_issue("recall", 60))) == []
    with owner.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(
            text(
                "INSERT INTO ledger.transfer_adjustment (book_id, log_position, recorded_at,"
                " voucher_id, external_reference, side, kind, transfer_issue_id, source_id,"
                " document_no, amount, occurred_on)"
                " SELECT book_id, 10000, recorded_at, voucher_id, 'again', side, kind,"
                " transfer_issue_id, source_id, document_no, 40.01, occurred_on"
                " FROM ledger.transfer_adjustment"
            )
        )
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert "-100.01" in str(refusal)


def test_recalls_at_the_same_time_never_take_more_than_was_issued(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    rows = [of_issue("recall", 30, document_no=f"调{number}") for number in range(8)]
    with ThreadPoolExecutor(4) as workers:
        outcomes = [
            codes(each) for each in workers.map(lambda row: send(engine, protector, row), rows)
        ]
    assert sorted(outcomes) == [[]] * 3 + [["adjustment_exceeds"]] * 5
    assert standing_by_document(engine, "issued") == {"省": 80}
