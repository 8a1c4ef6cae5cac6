"""One line is several movements together: by hand and by rule, standing and falling as one."""

import datetime as dt

import pytest
from builders import book_id
from histories import codes, reverse_last, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from statements import AS_OF, given, line, matched, paid, pairs, unmatched

from expectations.rule import Fact, fact
from ledger.matched import Matched, matches
from ledger.personal import Protector
from ledger.reconciliation import reconciliation
from ledger.statement_matches import end_match, match_by_hand

BACK_ON = "2022-05-24"
HOUSEHOLDS = range(1, 8)


def batch(count: int = 9) -> list[Fact]:
    """Households paid in one batch, 800 yuan each, and a statement of that day."""
    households = range(1, count + 1)
    return [
        fact("statements", ends_on="2022-05-01"),
        *(paid(f"A{n}", 800, batch_no="PC1", payee_name=f"户{n}") for n in households),
    ]


def bounced(number: int, **more: object) -> Fact:
    """The payment of that household, given back by the bank."""
    given = {"payment_reference": f"A{number}", "amount": 800, "occurred_on": BACK_ON}
    return fact("refunds", **(given | more))


def credit(reference: str, amount: int, occurred_on: str = BACK_ON) -> Fact:
    """A line of money that came in."""
    return line(reference, -amount, counterparty_name="代发户", occurred_on=occurred_on)


def vouchers_back(engine: Engine) -> list[str]:
    """The numbers of the vouchers of what bounced, in their order."""
    query = (
        "SELECT period || '-' || number FROM ledger.voucher WHERE event = 'refund' "
        "ORDER BY log_position"
    )
    with engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def by_hand(engine: Engine, reference: str, *named: str) -> int:
    """Matches the line of that number with all that is named."""
    query = "SELECT log_position FROM ledger.statement_line WHERE line_reference = :reference"
    with engine.begin() as connection:
        line_id = connection.execute(text(query), {"reference": reference}).scalar_one()
        return match_by_hand(connection, book_id(connection), line_id, named)


def told(engine: Engine, *, only_ended: bool = False) -> list[Matched]:
    """The matches as people read them."""
    with engine.connect() as connection:
        return matches(connection, book_id(connection), only_ended=only_ended)


def seven_back_in_one_line(engine: Engine, protector: Protector) -> list[str]:
    """Seven of nine households bounced and came back in one line, too late for any rule."""
    facts = [*batch(), *(bounced(n) for n in HOUSEHOLDS)]
    given(engine, protector, *facts, credit("TH", 5600, "2022-05-30"))
    assert matched(engine) == {}
    return vouchers_back(engine)


def test_a_line_is_matched_by_hand_with_several_that_come_to_it(
    engine: Engine, protector: Protector
) -> None:
    back = seven_back_in_one_line(engine, protector)
    by_hand(engine, "TH", *back)
    assert pairs(engine) == {("TH", each) for each in back}
    assert unmatched(engine) == (set(), {"PC1"})
    [match] = told(engine)
    assert (match.amount, match.basis, len(match.movements)) == (5600, "hand", 7)
    with engine.connect() as connection:
        found = reconciliation(connection, book_id(connection), AS_OF)
    assert (found.matches, found.movements_in, found.lines_in) == (1, 0, 0)
    assert matched(engine) == {}


def test_payments_and_whole_vouchers_are_matched_together(
    engine: Engine, protector: Protector
) -> None:
    given(engine, protector, *batch(2), paid("ZF1", 50), paid("ZF2", 7), line("L1", 1650))
    assert matched(engine) == {}
    by_hand(engine, "L1", "ZF1", "202205-1")
    assert pairs(engine) == {("L1", "ZF1"), ("L1", "202205-1")}
    assert unmatched(engine) == (set(), {"ZF2"})


@pytest.mark.parametrize(
    ("line_reference", "named", "code"),
    [
        ("L1", ["ZF1", "ZF2", "ZF3"], "match_differs"),
        ("L1", ["ZF1"], "match_differs"),
        ("IN", ["ZF1", "ZF2"], "match_differs"),
        ("L2", ["ZF1", "ZF1"], "matched_already"),
        ("L3", ["202205-1", "A1"], "matched_already"),
        ("L1", ["ZF3", "ZF4"], "matched_already"),
        ("IN", ["ZF5", "202205-6"], "match_differs"),
    ],
    ids=[
        "too much",
        "too little",
        "the other way",
        "named twice",
        "part of another",
        "taken",
        "net",
    ],
)
def test_what_does_not_come_to_the_line_or_is_taken_is_refused(
    engine: Engine,
    protector: Protector,
    line_reference: str,
    named: list[str],
    code: str,
) -> None:
    given(
        engine,
        protector,
        *batch(2),
        *(paid(f"ZF{n}", 100, payee_name=f"人{n}") for n in range(1, 5)),
        *(line("L1", 200), line("L2", 200), line("L3", 2400), line("ZF4", 100)),
        paid("ZF5", 300, payee_name="退回人"),
        fact("refunds", payment_reference="ZF5", amount=300, occurred_on="2022-05-20"),
        credit("IN", 200),
    )
    assert matched(engine) == {"reference": 1}
    before = pairs(engine)
    with pytest.raises(DBAPIError, match=code):
        by_hand(engine, line_reference, *named)
    assert pairs(engine) == before


def test_what_was_matched_together_is_ended_together(engine: Engine, protector: Protector) -> None:
    back = seven_back_in_one_line(engine, protector)
    made = by_hand(engine, "TH", *back)
    with engine.begin() as connection:
        # Whichever of them is named, all of them end.
        end_match(connection, book_id(connection), made + 3, "有一户不是")
    assert unmatched(engine) == ({"TH"}, {"PC1", *back})
    [ended] = told(engine, only_ended=True)
    assert (ended.ended_by, ended.reason, len(ended.movements)) == ("测试员", "有一户不是", 7)
    for each in (made, made + 3):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="match_not_standing"):
            end_match(connection, book_id(connection), each, "再来")
    assert matched(engine, days_apart=31) == {}, "no rule makes it again"
    by_hand(engine, "TH", *back)
    assert unmatched(engine) == (set(), {"PC1"})


def test_a_reversed_voucher_opens_the_line_and_the_others_again(
    engine: Engine, protector: Protector
) -> None:
    back = seven_back_in_one_line(engine, protector)
    by_hand(engine, "TH", *back)
    reverse_last(engine, "refund")
    assert unmatched(engine) == (set(), {"PC1"}), "on that day it was not reversed yet"
    assert unmatched(engine, dt.date(2022, 12, 1)) == ({"TH"}, {"PC1", *back[:-1]})
    [fallen] = told(engine, only_ended=True)
    assert (fallen.line, fallen.reversed_by) == ("TH", "202212-1")
    assert codes(send(engine, protector, credit("T6", 4800, "2022-05-31"))) == []
    by_hand(engine, "T6", *back[:-1])
    assert unmatched(engine, dt.date(2022, 12, 1)) == ({"TH"}, {"PC1"})


def test_a_line_is_several_only_once_all_of_them_are_there(
    engine: Engine, protector: Protector
) -> None:
    late = bounced(2, occurred_on="2022-05-28")
    given(engine, protector, *batch(2), bounced(1), late, credit("TH", 1600, "2022-05-26"))
    first, second = vouchers_back(engine)
    by_hand(engine, "TH", first, second)
    assert unmatched(engine, dt.date(2022, 5, 27)) == ({"TH"}, {"PC1", first})
    assert unmatched(engine) == (set(), {"PC1"})


def test_what_bounced_of_a_batch_on_one_day_is_matched_by_its_sum(
    engine: Engine, protector: Protector
) -> None:
    facts = [*batch(), *(bounced(n) for n in HOUSEHOLDS), bounced(8, occurred_on="2022-05-10")]
    given(engine, protector, *facts, credit("TH", 5600, "2022-05-26"), line("PC1", 7200))
    assert matched(engine) == {"batch_amount_date": 1, "reference": 1}
    lines, movements = unmatched(engine)
    assert (lines, len(movements)) == (set(), 1)
    assert {len(each.movements) for each in told(engine)} == {1, 7}
    assert matched(engine) == {}


def test_what_bounced_is_matched_by_the_number_of_its_batch(
    engine: Engine, protector: Protector
) -> None:
    facts = [*batch(), *(bounced(n) for n in HOUSEHOLDS)]
    given(engine, protector, *facts, credit("PC1", 5600, "2022-06-30"))
    assert matched(engine) == {"reference": 1}
    assert unmatched(engine, dt.date(2022, 6, 30)) == (set(), {"PC1"})


@pytest.mark.parametrize(
    "more",
    [
        [credit("TH2", 1600)],
        [paid("ZF1", 1600), bounced(1, payment_reference="ZF1", amount=1600)],
        [bounced(3, kind="returned"), credit("T3", 800), bounced(4)],
    ],
    ids=["another line", "another movement", "another sum"],
)
def test_what_bounced_is_left_to_people_where_there_is_doubt(
    engine: Engine, protector: Protector, more: list[Fact]
) -> None:
    given(engine, protector, *batch(), bounced(1), bounced(2), credit("TH", 1600), *more)
    assert matched(engine) == {}


def test_one_that_came_back_alone_leaves_the_others_to_people(
    engine: Engine, protector: Protector
) -> None:
    alone = line("L1", -800, counterparty_name="户1", occurred_on=BACK_ON)
    facts = [*batch(), *(bounced(n) for n in range(1, 4)), alone, credit("TH", 1600)]
    given(engine, protector, *facts)
    assert matched(engine) == {"amount_date_payee": 1}
    assert matched(engine) == {}, "and doing it again changes nothing"


def test_nothing_joins_a_group_that_was_made(
    engine: Engine, owner: Engine, protector: Protector
) -> None:
    given(engine, protector, paid("ZF1"), paid("ZF2"), line("ZF1"), line("L2"))
    assert matched(engine) == {"reference": 1}
    joining = """
        INSERT INTO ledger.statement_match (
            book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id,
            voucher_id, disbursement_id, basis
        )
        SELECT
            made.book_id, made.log_position + 1, now(), '我', made.group_id,
            made.statement_line_id, paid.voucher_id, paid.log_position, 'hand'
        FROM ledger.statement_match AS made
        INNER JOIN ledger.disbursement AS paid ON made.book_id = paid.book_id
        WHERE paid.external_reference = 'ZF2'
    """
    with owner.connect() as connection, pytest.raises(DBAPIError, match="match_differs"):
        connection.execute(text(joining))
