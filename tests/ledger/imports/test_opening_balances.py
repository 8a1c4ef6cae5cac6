"""A book that joins in mid-year begins with what it had, proved by paper, and nothing before it."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from builders import COUNTY, PROVINCE, book_id, completed, import_rows
from histories import codes, reverse_last, send, standing_by_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opened_book import DOCUMENT, HEAD, OPENED, PAID, REGISTERED, balance, changed
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import fact
from ledger.balances import source_balances
from ledger.contracts import contracts_of
from ledger.disbursements import payments
from ledger.personal import Protector
from ledger.projects import money_of
from ledger.refusals import refusal_of
from ledger.traces import destinations, origins


def test_an_opening_stands_as_its_paper_says_on_one_voucher(
    engine: Engine, protector: Protector
) -> None:
    outcome = send(engine, protector, *REGISTERED, *OPENED)
    assert codes(outcome) == []
    assert [(each.event, each.vouchers, each.amount) for each in outcome.sums] == [
        ("opening", 1, 1000)
    ]
    with engine.connect() as connection:
        assert balance(connection) == {
            "origin": 1000,
            "available": 200,
            "assigned": 300,
            "committed": 350,
            "disbursed": 150,
            "cash_in_treasury": 800,
        }
        book = book_id(connection)
        [project] = connection.execute(text("SELECT project_id FROM facts.project")).scalars()
        [money] = money_of(connection, book, project)
        assert (money.assigned, money.committed, money.disbursed) == (300, 350, 150)
        [contract] = contracts_of(connection, book, project)
        assert (contract.amount, contract.paid) == (500, 150)


def test_from_there_on_it_is_paid_as_any_money(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED, PAID)) == []
    assert standing_by_document(engine, "committed") == {DOCUMENT: 250}
    more = changed(PAID, external_reference="ZF2", amount="250.01")
    assert codes(send(engine, protector, more)) == ["below_zero"]
    end = fact("contract_changes", contract_code="HT", kind="termination")
    assert codes(send(engine, protector, end)) == []
    assert standing_by_document(engine, "committed") == {DOCUMENT: 0}
    assert standing_by_document(engine, "assigned") == {DOCUMENT: 550}


def test_the_file_that_opens_a_book_may_pass_its_money_on_and_carry_it_over(
    engine: Engine, protector: Protector
) -> None:
    issued = fact(
        "transfers",
        direction="issued",
        document_no="下",
        occurred_on="2022-02-01",
        amount=120,
        source_document=DOCUMENT,
        counterparty_name="某镇",
    )
    carried = fact(
        "take_backs",
        kind="carry_over",
        source_document=DOCUMENT,
        occurred_on="2022-12-31",
        amount=80,
    )
    assert codes(send(engine, protector, *REGISTERED, *OPENED, issued, carried)) == []
    assert standing_by_document(engine, "available")[DOCUMENT] == 0


def test_its_trace_ends_with_the_opening_and_names_the_document_and_the_paper(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED, PAID)) == []
    with engine.connect() as connection:
        book = book_id(connection)
        [paid] = payments(connection, book)
        [step] = origins(connection, book, paid.source_id)
        assert (step.what, step.document_no, step.evidence) == ("opening", DOCUMENT, "指标结余表")
        assert step.issuer is not None
        went = destinations(connection, book, paid.source_id)
    assert sum(each.amount for each in went) == 800
    assert {each.name for each in went} == {"P 道路"}


def test_the_issue_above_is_answered_by_the_opening_of_its_document(
    engine: Engine, protector: Protector
) -> None:
    above = (
        fact("appropriations", book=PROVINCE, document_no="省", occurred_on="2021-05-01"),
        fact(
            "transfers",
            book=PROVINCE,
            direction="issued",
            document_no=DOCUMENT,
            counterparty=COUNTY,
            source_document="省",
            occurred_on="2021-05-20",
        ),
    )
    assert codes(send(engine, protector, *above, *REGISTERED, *OPENED, PAID)) == []
    with engine.connect() as connection:
        matched = connection.execute(
            text(
                "SELECT received_kind, received_amount, received_on, in_transit FROM facts.transfer"
            )
        ).one()
        assert tuple(matched) == ("opening", 1000, dt.date(2021, 6, 1), 0)
        [paid] = payments(connection, book_id(connection))
        way = origins(connection, paid.book_id, paid.source_id)
    assert [step.what for step in way] == ["opening", "issued", "appropriation"]


def test_sent_again_it_is_posted_once_and_what_differs_is_named(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED)) == []
    again = send(engine, protector, *REGISTERED, *OPENED, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert (again.posted["opening_sources"], again.posted["opening_balances"]) == (0, 0)
    assert again.posted["contracts"] == 0
    other = changed(OPENED[0], available_amount=100, assigned_amount=400)
    assert codes(send(engine, protector, other, OPENED[1])) == ["same_reference_differs"]
    dearer = changed(REGISTERED[1], amount=501)
    assert codes(send(engine, protector, dearer)) == ["contract_amount_changed"]


def test_reversed_it_leaves_nothing_and_may_be_opened_anew(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED)) == []
    reverse_last(engine, "opening")
    with engine.connect() as connection:
        assert source_balances(connection, book_id(connection)) == []
    anew = [changed(row, external_reference="重记", occurred_on="2022-01-05") for row in OPENED]
    assert codes(send(engine, protector, *REGISTERED, *anew)) == []
    with engine.connect() as connection:
        assert balance(connection)["committed"] == 350


def test_used_it_is_not_reversed(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED, PAID)) == []
    with pytest.raises(DBAPIError) as refused:
        reverse_last(engine, "opening")
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert refusal.promise == 3


EARLIER = fact("transfers", document_no="早", occurred_on="2021-12-31")


@pytest.mark.parametrize("first", ["opening", "earlier"])
def test_an_opening_and_an_earlier_posting_exclude_each_other(
    engine: Engine, protector: Protector, first: str
) -> None:
    opening = (*REGISTERED, *OPENED)
    if first == "opening":
        assert codes(send(engine, protector, *opening)) == []
        assert codes(send(engine, protector, EARLIER)) == ["before_opening"]
    else:
        assert codes(send(engine, protector, EARLIER)) == []
        assert set(codes(send(engine, protector, *opening))) >= {"book_began_earlier"}


def test_of_two_clerks_at_once_one_opens_and_one_is_refused(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, fact("projects", project_code="Q"))) == []
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(
            pool.map(
                lambda rows: send(engine, protector, *rows), [(*REGISTERED, *OPENED), (EARLIER,)]
            )
        )
    assert sorted(each.done for each in outcomes) == [False, True]


def test_the_database_itself_takes_nothing_from_before_the_opening_day(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED)) == []
    online = text(
        "SELECT ledger.post_disbursement(balance.book_id, 'ZF9', '2021-12-31',"
        " balance.source_id, balance.project_id, balance.contract_id, payee_id, NULL, 1,"
        " 'transfer', NULL, NULL, '我')"
        " FROM ledger.balance CROSS JOIN facts.payee WHERE balance.kind = 'committed'"
    )
    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(online)
    refusal = refusal_of(refused.value)
    assert refusal is not None
    assert refusal.promise == 9


PARTS = st.lists(st.integers(0, 10**9), min_size=4, max_size=4).filter(any)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=PARTS, cash_share=st.integers(0, 100))
def test_promise_9_whatever_is_opened_every_fen_is_somewhere(
    connection: Connection, protector: Protector, parts: list[int], cash_share: int
) -> None:
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    names = ("available", "assigned", "committed", "disbursed")
    amounts = {name: Decimal(fen) / 100 for name, fen in zip(names, parts, strict=True)}
    unpaid = sum(parts[:3])
    cash = Decimal(unpaid * cash_share // 100) / 100
    cells: dict[str, object] = {f"{name}_amount": value or "" for name, value in amounts.items()}
    whole = sum(amounts.values(), Decimal(0))
    contract = changed(REGISTERED[1], amount=max(whole, Decimal(1)))
    row = fact(
        "opening_balances",
        amount=whole,
        project_code="P",
        contract_code="HT",
        cash_amount=cash or "",
        **(HEAD | cells),
    )
    rows = [(each.sheet, completed(each)) for each in (REGISTERED[0], contract, row)]
    assert import_rows(connection, protector, rows).problems == []
    assert balance(connection) == {"origin": whole, **amounts, "cash_in_treasury": cash}
