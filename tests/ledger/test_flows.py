"""Promise 10 with its amounts: at every station of a trace what flows in is what flows out."""

import datetime as dt
from decimal import Decimal

from branching import branchings
from builders import book_id, import_rows, post, with_background
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from traced_money import MIXED, NOTHING, REVERSE, check_sums, issued

from expectations.rule import Fact, fact
from ledger.balances import source_balances
from ledger.disbursements import payments
from ledger.flow_shapes import Trace
from ledger.flows import trace_down, trace_up
from ledger.paid_from_source import Paid, paid_from
from ledger.personal import Protector

EACH = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check_payments(
    connection: Connection, trace: Trace, as_of: dt.date | None, known_at: dt.datetime | None
) -> None:
    """What payments of the first station's money come to, page by page, is what it disbursed."""
    start = trace.nodes[0]
    found: list[Paid] = []
    after = None
    while page := paid_from(
        connection,
        start.book_id,
        start.source_id,
        as_of=as_of,
        known_at=known_at,
        after=after,
        limit=2,
    ):
        found += page
        after = (page[-1].occurred_on, page[-1].entry_id, page[-1].disbursement_id)
    assert len({each.disbursement_id for each in found}) == len(found)
    disbursed = (
        node.amount
        for node in trace.nodes
        if (node.what, node.book_id, node.source_id)
        == ("disbursed", start.book_id, start.source_id)
    )
    assert sum((each.net for each in found), NOTHING) == sum(disbursed, NOTHING)


def reverse_some(connection: Connection, data: st.DataObject) -> None:
    """Tries to reverse some vouchers, on their own day."""
    vouchers = connection.execute(
        text("SELECT book_id, log_position, occurred_on FROM ledger.voucher ORDER BY 1, 2")
    ).all()
    for chosen in data.draw(st.lists(st.sampled_from(vouchers), max_size=3)):
        attempt = connection.begin_nested()
        try:
            asked = {"book": chosen.book_id, "voucher": chosen.log_position}
            connection.execute(REVERSE, asked | {"on": chosen.occurred_on})
            attempt.commit()
        except DBAPIError:
            attempt.rollback()


@EACH
@given(facts=branchings(), data=st.data())
def test_promise_10_money_adds_up_at_every_station_down_and_up_for_any_pair_of_times(
    connection: Connection, protector: Protector, facts: list[Fact], data: st.DataObject
) -> None:
    before = connection.get_nested_transaction()
    if before:
        before.rollback()
    connection.begin_nested()
    outcome = import_rows(connection, protector, with_background(facts))
    assert outcome.problems == []
    reverse_some(connection, data)
    moments = connection.execute(
        text("SELECT DISTINCT recorded_at FROM ledger.entry ORDER BY 1")
    ).scalars()
    known_at = data.draw(st.sampled_from([None, *moments]))
    as_of = data.draw(
        st.one_of(
            st.none(), st.integers(0, 60).map(lambda n: dt.date(2022, 1, 1) + dt.timedelta(days=n))
        )
    )
    for source in connection.execute(text("SELECT book_id, log_position FROM ledger.source")):
        down = trace_down(connection, source.book_id, source.log_position, as_of, known_at)
        check_sums(down)
        standing = {
            each.source_id: each.origin
            for each in source_balances(connection, source.book_id, as_of, known_at)
        }
        assert down.total == standing.get(source.log_position, NOTHING)
        check_payments(connection, down, as_of, known_at)
    for paid in connection.execute(text("SELECT book_id, log_position FROM ledger.disbursement")):
        up = trace_up(connection, paid.book_id, paid.log_position, as_of, known_at)
        if up is not None:
            check_sums(up)


def test_a_payment_from_money_of_two_origins_is_divided_in_proportion_and_says_so(
    connection: Connection, protector: Protector
) -> None:
    post(connection, protector, *MIXED)
    book = book_id(connection)
    [paid] = payments(connection, book)
    up = trace_up(connection, book, paid.disbursement_id)
    assert up is not None
    origins = {node.document_no: node.amount for node in up.nodes if node.kind == "appropriation"}
    assert origins == {"甲": Decimal("3.34"), "乙": Decimal("6.67")}
    assert up.proportional
    source = next(node for node in up.nodes if node.document_no == "甲")
    down = trace_down(connection, source.book_id, source.source_id)
    ends = {node.what: node.amount for node in down.nodes if node.what != "source"}
    assert ends == {
        "available": Decimal("66.67"),
        "assigned": Decimal("30.00"),
        "disbursed": Decimal("3.33"),
    }
    assert down.proportional


def test_money_of_one_origin_is_what_the_documents_say(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        MIXED[0],
        issued("下", "甲", 60, "下1"),
        fact("transfers", document_no="下", amount=50, occurred_on="2022-02-02"),
        fact("assignments", project_code="P", source_document="下", amount=40),
        fact("disbursements", project_code="P", external_reference="Z", amount=30),
        fact("refunds", payment_reference="Z", amount=5),
    )
    source = connection.execute(
        text("SELECT book_id, log_position FROM ledger.source WHERE kind = 'appropriation'")
    ).one()
    down = trace_down(connection, source.book_id, source.log_position)
    ends = {(node.what, node.amount) for node in down.nodes if node.what != "source"}
    assert ends == {
        ("available", Decimal(40)),
        ("in_transit", Decimal(10)),
        ("available", Decimal(10)),
        ("assigned", Decimal(15)),
        ("disbursed", Decimal(25)),
    }
    assert not down.proportional
    before = trace_down(connection, source.book_id, source.log_position, dt.date(2022, 1, 31))
    assert [(n.what, n.amount) for n in before.nodes] == [
        ("source", Decimal(100)),
        ("available", Decimal(100)),
    ]
