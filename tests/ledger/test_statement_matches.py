"""A line and what it is in the ledger find each other once; what is in doubt is left to people."""

import datetime as dt

import pytest
from builders import book_id
from histories import codes, reverse_last, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from statements import AS_OF, given, line, matched, paid, pairs, unmatched

from expectations.rule import fact
from ledger.errors import WrongUse
from ledger.matched import matches
from ledger.personal import Protector
from ledger.refusals import refusal_of
from ledger.statement_matches import end_match, match_by_hand
from ledger.unmatched import open_lines


def refused(engine: Engine, line_reference: str, *named: str) -> str:
    """What the database says to a match by hand."""
    line = line_id(engine, line_reference)
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        match_by_hand(connection, book_id(connection), line, named)
    refusal = refusal_of(error.value)
    assert refusal is not None
    return str(error.value.orig).split("\n", maxsplit=1)[0]


def line_id(engine: Engine, reference: str) -> int:
    """The line of that number."""
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT log_position FROM ledger.statement_line WHERE line_reference = :r"),
            {"r": reference},
        )
        return int(found.scalar_one())


def test_the_same_number_and_amount_are_one_thing_however_far_apart(
    engine: Engine, protector: Protector
) -> None:
    far = line("ZF1", occurred_on="2022-05-30")
    given(engine, protector, paid("ZF1"), paid("ZF2"), far, fact("statements"))
    assert matched(engine) == {"reference": 1}
    assert pairs(engine) == {("ZF1", "ZF1")}
    assert unmatched(engine) == (set(), {"ZF2"})


def test_a_number_with_another_amount_is_offered_and_not_matched(
    engine: Engine, protector: Protector
) -> None:
    given(engine, protector, paid("ZF1"), line("ZF1", 101))
    assert matched(engine) == {}
    with engine.connect() as connection:
        [found] = open_lines(connection, book_id(connection), AS_OF, 10)
    assert [(each.reference, each.agrees) for each in found.candidates] == [("ZF1", False)]
    assert refused(engine, "ZF1", "ZF1") == "match_differs"


@pytest.mark.parametrize(("day", "found"), [("2022-05-04", 1), ("2022-05-05", 0)])
def test_amount_and_payee_match_within_some_days(
    engine: Engine, protector: Protector, day: str, found: int
) -> None:
    named = {"payee_name": "张三"}
    given(
        engine,
        protector,
        paid("ZF1", **named),
        line("L1", counterparty_name="张三", occurred_on=day),
    )
    assert matched(engine) == ({"amount_date_payee": 1} if found else {})


def test_days_apart_may_be_given(engine: Engine, protector: Protector) -> None:
    far = line("L1", counterparty_name="示范收款人", occurred_on="2022-05-11")
    given(engine, protector, paid("ZF1"), far)
    assert matched(engine, days_apart=9) == {}
    assert matched(engine, days_apart=10) == {"amount_date_payee": 1}


def test_another_account_is_another_payee_whatever_the_name(
    engine: Engine, protector: Protector
) -> None:
    given(
        engine,
        protector,
        paid("ZF1", payee_name="张三", account="6228480000000001"),
        line("L1", counterparty_name="张三", counterparty_account="6228480000000002"),
        line("L2", counterparty_name="张叁", counterparty_account="6228480000000001"),
    )
    assert matched(engine) == {"amount_date_payee": 1}
    assert pairs(engine) == {("L2", "ZF1")}


def test_of_several_the_nearest_is_taken(engine: Engine, protector: Protector) -> None:
    given(
        engine,
        protector,
        paid("ZF1", occurred_on="2022-05-01"),
        paid("ZF2", occurred_on="2022-05-03"),
        line("L1", counterparty_name="示范收款人", occurred_on="2022-05-02"),
        line("L2", counterparty_name="示范收款人", occurred_on="2022-05-03"),
    )
    assert matched(engine) == {"amount_date_payee": 2}
    assert pairs(engine) == {("L1", "ZF1"), ("L2", "ZF2")}


def test_two_that_are_as_near_are_offered_and_not_guessed(
    engine: Engine, protector: Protector
) -> None:
    twice = line("L1", counterparty_name="示范收款人")
    given(engine, protector, paid("ZF1"), paid("ZF2"), twice)
    assert matched(engine) == {}
    assert unmatched(engine) == ({"L1"}, {"ZF1", "ZF2"})
    with engine.begin() as connection:
        book = book_id(connection)
        [found] = open_lines(connection, book, AS_OF, 10)
        assert {each.reference for each in found.candidates} == {"ZF1", "ZF2"}
        match_by_hand(connection, book, found.statement_line_id, ["ZF2"])
    assert pairs(engine) == {("L1", "ZF2")}


def test_one_line_is_a_whole_batch_by_its_number_or_its_sum(
    engine: Engine, protector: Protector
) -> None:
    may = [paid(f"A{n}", 10 + n, batch_no="PC1", payee_name=f"户{n}") for n in range(7)]
    june = [
        paid(f"B{n}", 20, batch_no="PC2", payee_name=f"户{n}", occurred_on="2022-05-10")
        for n in range(3)
    ]
    by_sum = line("L1", 60, counterparty_name="代发户", occurred_on="2022-05-11")
    given(engine, protector, *may, *june, line("PC1", 91), by_sum)
    assert matched(engine) == {"batch_amount_date": 1, "reference": 1}
    assert unmatched(engine) == (set(), set())
    assert matched(engine) == {}


def test_a_batch_is_one_item_until_its_payments_are_matched_one_by_one(
    engine: Engine, protector: Protector
) -> None:
    given(
        engine, protector, paid("A1", 10, batch_no="PC1"), paid("A2", 20, batch_no="PC1"), line("X")
    )
    assert unmatched(engine) == ({"X"}, {"PC1"})
    assert codes(send(engine, protector, line("A1", 10))) == []
    assert matched(engine) == {"reference": 1}
    assert unmatched(engine) == ({"X"}, {"A2"})
    assert codes(send(engine, protector, line("L3", 30))) == []
    assert refused(engine, "L3", "202205-1") == "matched_already"


def test_a_batch_that_might_as_well_be_a_single_payment_is_left_to_people(
    engine: Engine, protector: Protector
) -> None:
    batch = [paid("A1", 10, batch_no="PC1"), paid("A2", 20, batch_no="PC1")]
    given(engine, protector, *batch, paid("ZF1", 30, payee_name="李四"), line("L1", 30))
    assert matched(engine) == {}


def test_a_batch_and_a_payment_of_it_are_not_both_matched(
    engine: Engine, protector: Protector
) -> None:
    batch = [paid("A1", 10, batch_no="PC1"), paid("A2", 20, batch_no="PC1")]
    given(engine, protector, *batch, line("PC1", 30), line("A1", 10))
    assert matched(engine) == {}
    assert unmatched(engine) == ({"PC1", "A1"}, {"PC1"})


def test_what_bounced_is_a_line_out_and_a_line_in(engine: Engine, protector: Protector) -> None:
    back = fact("refunds", payment_reference="ZF1", amount=100, occurred_on="2022-05-03")
    given(
        engine,
        protector,
        paid("ZF1", payee_name="张三"),
        back,
        line("ZF1"),
        line("ZF1", -100, counterparty_name="张三", occurred_on="2022-05-03"),
    )
    assert matched(engine) == {"amount_date_payee": 1, "reference": 1}
    assert unmatched(engine) == (set(), set())


def test_cash_that_came_in_is_known_by_its_document(engine: Engine, protector: Protector) -> None:
    more = fact(
        "transfers", document_no="乙", amount=500, occurred_on="2022-05-01", cash_on="2022-05-02"
    )
    came = line("L1", "", amount_in=500, document_no="乙", occurred_on="2022-05-04")
    given(engine, protector, more, came)
    assert matched(engine) == {"amount_date_payee": 1}


def test_what_was_reversed_is_not_to_be_matched_and_ends_its_match(
    engine: Engine, protector: Protector
) -> None:
    given(engine, protector, paid("ZF1"), line("ZF1"))
    assert matched(engine) == {"reference": 1}
    reverse_last(engine, "disbursement")
    assert matched(engine) == {}
    assert unmatched(engine) == (set(), set()), "on that day it was not reversed yet"
    assert unmatched(engine, dt.date(2022, 12, 1)) == ({"ZF1"}, set())
    assert refused(engine, "ZF1", "ZF1") == "match_differs"
    with engine.connect() as connection:
        [ended] = matches(connection, book_id(connection), only_ended=True)
    assert (ended.line, ended.reason, ended.reversed_by) == ("ZF1", "记错", "202212-1")


def test_a_match_that_somebody_ended_is_not_made_again_by_a_rule(
    engine: Engine, protector: Protector
) -> None:
    given(engine, protector, paid("ZF1"), line("ZF1"))
    assert matched(engine) == {"reference": 1}
    with engine.begin() as connection:
        book = book_id(connection)
        [found] = matches(connection, book)
        with pytest.raises(WrongUse):
            end_match(connection, book, found.statement_match_id, " ")
        end_match(connection, book, found.statement_match_id, "不是这一笔")
        [ended] = matches(connection, book)
    assert (ended.ended_by, ended.reason) == ("测试员", "不是这一笔")
    assert matched(engine) == {}
    assert unmatched(engine) == ({"ZF1"}, {"ZF1"})
    with engine.connect() as connection, pytest.raises(DBAPIError, match="match_not_standing"):
        end_match(connection, book, found.statement_match_id, "再来")
    with engine.begin() as connection:
        match_by_hand(connection, book, line_id(engine, "ZF1"), ["ZF1"])
    assert pairs(engine) == {("ZF1", "ZF1")}


def test_by_hand_a_line_or_a_payment_is_matched_once(engine: Engine, protector: Protector) -> None:
    given(engine, protector, paid("ZF1"), paid("ZF2"), line("ZF1"), line("L2"), line("L3", -100))
    assert matched(engine) == {"reference": 1}
    assert refused(engine, "L2", "ZF1") == "matched_already"
    assert refused(engine, "ZF1", "ZF2") == "matched_already"
    assert refused(engine, "L3", "ZF2") == "match_differs", "the other way"
    with engine.connect() as connection, pytest.raises(WrongUse):
        match_by_hand(connection, book_id(connection), 1, ["没有"])
