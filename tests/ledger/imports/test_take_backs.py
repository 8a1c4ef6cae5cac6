"""At the end of a year unspent money leaves its source, for good or into the next year."""

from decimal import Decimal

import pytest
from builders import book_id
from histories import codes, reverse_last, send, standing_by_document
from period_acts import act
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.books import books
from ledger.personal import Protector
from ledger.refusals import refusal_of
from ledger.sources import arrival
from ledger.traces import destinations, origins

MONEY = (
    fact("transfers", document_no="甲", amount=1000, occurred_on="2022-03-01"),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=600),
    fact("disbursements", project_code="P", source_document="甲", amount=250),
)
CARRIED = "甲〔2022年结转〕"


def leaving(kind: str, amount: object, **more: object) -> Fact:
    """Some of the money leaves at the end of the year."""
    return fact("take_backs", **({"kind": kind, "source_document": "甲", "amount": amount} | more))


def assigned(amount: object, document: str = CARRIED) -> Fact:
    """Some of what was carried over is given to the project in the next year."""
    return fact(
        "assignments",
        project_code="P",
        source_document=document,
        amount=amount,
        occurred_on="2023-01-10",
    )


def test_what_is_taken_back_leaves_for_good_and_its_cash_stays_until_it_is_sent(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, leaving("take_back", 400))) == []
    assert standing_by_document(engine, "available") == {"甲": 0}
    assert standing_by_document(engine, "reclaimed") == {"甲": 400}
    assert standing_by_document(engine, "treasury") == {"甲": 750}
    back = fact(
        "transfers",
        direction="cash_out",
        document_no="年终缴回",
        source_document="甲",
        amount=400,
        occurred_on="2022-12-31",
        fund_line="",
    )
    assert codes(send(engine, protector, back)) == []
    assert standing_by_document(engine, "treasury") == {"甲": 350}


def test_what_is_carried_over_goes_on_as_a_new_source_with_its_cash(
    engine: Engine, protector: Protector
) -> None:
    rows = (*MONEY, leaving("carry_over", 400), leaving("carry_over", 350, project_code="P"))
    outcome = send(engine, protector, *rows)
    assert codes(outcome) == []
    assert {(each.event, each.amount) for each in outcome.sums} >= {("carry_over", Decimal(750))}
    assert standing_by_document(engine, "reclaimed") == {"甲": 750}
    assert standing_by_document(engine, "treasury")["甲"] == 0
    with engine.connect() as connection:
        new = connection.execute(
            text(
                "SELECT document_no, document_line, amount, kind, first_kind, first_occurred_on,"
                " fund_line_name, parent_source_id = first_source_id AS of_first"
                " FROM facts.source WHERE kind = 'carry_over' ORDER BY document_line"
            )
        ).all()
        assert [(each.document_no, each.document_line, each.amount) for each in new] == [
            (CARRIED, 1, 400),
            (CARRIED, 2, 350),
        ]
        assert {str(each.first_occurred_on) for each in new} == {"2022-03-01"}
        assert {(each.first_kind, each.of_first) for each in new} == {("transfer", True)}
        [book] = books(connection, book_id(connection))
        assert book.origin == 1000, "what is carried over arrived once"


def test_only_the_cash_that_still_stands_goes_along(engine: Engine, protector: Protector) -> None:
    late = fact("transfers", document_no="甲", amount=1000, cash_on="")
    came = fact(
        "transfers",
        direction="cash_in",
        document_no="甲",
        amount=300,
        occurred_on="2022-05-01",
        fund_line="",
    )
    rows = (late, came, leaving("carry_over", 200), leaving("carry_over", 500, document_no="又"))
    assert codes(send(engine, protector, *rows)) == []
    assert standing_by_document(engine, "treasury")["甲"] == 0
    with engine.connect() as connection:
        carried = connection.execute(
            text("SELECT amount, cash_amount FROM facts.take_back ORDER BY take_back_id")
        ).all()
    assert [tuple(each) for each in carried] == [(200, 200), (500, 100)]


def test_the_next_year_may_stand_in_the_same_file_and_the_year_after_it(
    engine: Engine, protector: Protector
) -> None:
    again = leaving(
        "carry_over", 30, source_document=CARRIED, occurred_on="2023-12-31", document_no="再"
    )
    paid = fact(
        "disbursements",
        project_code="P",
        source_document=CARRIED,
        amount=370,
        occurred_on="2023-02-01",
    )
    rows = (*MONEY, leaving("carry_over", 400), assigned(370), paid, again)
    assert codes(send(engine, protector, *rows)) == []
    last = "甲〔2023年结转〕"
    assert standing_by_document(engine, "available") == {"甲": 0, CARRIED: 0, last: 30}
    assert standing_by_document(engine, "treasury") == {"甲": 350, CARRIED: 0, last: 30}
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT first_occurred_on FROM facts.source WHERE document_no = :last"),
            {"last": last},
        ).scalar_one()
    assert str(found) == "2022-03-01"


def test_a_carry_over_may_name_its_new_document(engine: Engine, protector: Protector) -> None:
    row = leaving("carry_over", 400, new_document_no="示财预〔2023〕1号")
    assert codes(send(engine, protector, *MONEY, row)) == []
    assert standing_by_document(engine, "available") == {"甲": 0, "示财预〔2023〕1号": 400}


@pytest.mark.parametrize("kind", ["take_back", "carry_over"])
@pytest.mark.parametrize(
    ("amount", "more"), [("400.01", {}), ("350.01", {"project_code": "P"}), (1, {"pooled": "是"})]
)
def test_no_more_leaves_than_there_is(
    engine: Engine, protector: Protector, kind: str, amount: object, more: dict[str, str]
) -> None:
    assert codes(send(engine, protector, *MONEY, leaving(kind, amount, **more))) == ["below_zero"]


def test_pooled_money_leaves_from_the_pool(engine: Engine, protector: Protector) -> None:
    pooled = fact(
        "integration_plans", item_kind="pooled", source_document="甲", amount=100, plan_code="整"
    )
    rows = (*MONEY, pooled, leaving("carry_over", 100, pooled="是"))
    assert codes(send(engine, protector, *rows)) == []
    assert standing_by_document(engine, "pooled") == {"甲": 0}
    assert standing_by_document(engine, "available") == {"甲": 300, CARRIED: 100}


def test_a_row_sent_again_is_posted_once(engine: Engine, protector: Protector) -> None:
    row = leaving("carry_over", 400, document_no="年终1")
    assert codes(send(engine, protector, *MONEY, row)) == []
    again = send(engine, protector, row)
    assert (again.posted["take_backs"], again.posted["carried_cash"]) == (0, 0)
    other = leaving("carry_over", 399, document_no="年终1")
    assert codes(send(engine, protector, other)) == ["same_reference_differs"]
    twice = (
        leaving("take_back", 1, document_no="二", external_reference="R"),
        leaving("take_back", 1, document_no="三", external_reference="R"),
    )
    assert codes(send(engine, protector, *twice)) == ["same_reference_twice"]


def test_a_closed_month_takes_no_carry_over(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY)) == []
    with engine.begin() as connection:
        act(connection, book_id(connection), "closed", 202212)
    assert codes(send(engine, protector, leaving("carry_over", 400))) == ["period_closed"]


def test_a_reversal_undoes_both_halves_and_the_cash(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, leaving("carry_over", 400))) == []
    reverse_last(engine, "carry_over", "2023-02-01")
    assert standing_by_document(engine, "available") == {"甲": 400, CARRIED: 0}
    assert standing_by_document(engine, "treasury") == {"甲": 750, CARRIED: 0}
    with engine.connect() as connection:
        left = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM facts.take_back),"
                " (SELECT count(*) FROM facts.source WHERE kind = 'carry_over')"
            )
        ).one()
    assert tuple(left) == (0, 0)


def test_a_carry_over_whose_money_is_used_is_not_reversed(
    engine: Engine, protector: Protector
) -> None:
    rows = (*MONEY, leaving("carry_over", 400), assigned(1))
    assert codes(send(engine, protector, *rows)) == []
    row = fact("reversals", voucher="202212-1", occurred_on="2023-02-01")
    outcome = send(engine, protector, row)
    assert codes(outcome) == ["below_zero"]
    assert "请先冲销" in outcome.problems[0].text.zh
    with pytest.raises(DBAPIError) as refused:
        reverse_last(engine, "carry_over", "2023-02-01")
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert refusal.promise == 3


def test_the_way_of_the_money_leads_through_the_year_end_both_ways(
    engine: Engine, protector: Protector
) -> None:
    rows = (*MONEY, leaving("carry_over", 400), leaving("take_back", 350, project_code="P"))
    assert codes(send(engine, protector, *rows)) == []
    with engine.connect() as connection:
        book = book_id(connection)
        sources = connection.execute(
            text("SELECT document_no, log_position FROM ledger.source")
        ).all()
        by_document: dict[str, int] = {row[0]: row[1] for row in sources}
        way = origins(connection, book, by_document[CARRIED])
        assert [(step.what, step.document_no) for step in way] == [
            ("carry_over", CARRIED),
            ("transfer", "甲"),
        ]
        went = destinations(connection, book, by_document["甲"])
        assert [(each.what, each.amount, each.below_source_id) for each in went] == [
            ("assigned", 600, None),
            ("carried_over", 400, by_document[CARRIED]),
            ("taken_back", 350, None),
        ]
        shown = arrival(connection, book, by_document[CARRIED])
        assert shown is not None
        assert shown.parent_document_no == "甲"
