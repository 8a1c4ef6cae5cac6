"""What ends a trace, and what it goes through: carry-overs, gaps in the record, circles."""

from decimal import Decimal

from builders import CITY, COUNTY, PROVINCE, book_id, post
from sqlalchemy import Connection, text
from traced_money import MIXED, check_sums, issued

from expectations.rule import Fact, fact
from ledger.disbursements import payments
from ledger.flows import trace_down, trace_up
from ledger.personal import Protector


def test_money_carried_over_keeps_its_origin_and_adjustments_change_what_was_given(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        MIXED[0],
        issued("下", "甲", 60, "下1"),
        fact(
            "transfer_adjustments",
            book=PROVINCE,
            side="issued",
            kind="reduction",
            transfer_document="下",
            amount=10,
        ),
        fact("transfers", document_no="下", amount=50, occurred_on="2022-02-02"),
        fact(
            "take_backs",
            kind="carry_over",
            source_document="下",
            new_document_no="下结转",
            amount=30,
        ),
        fact(
            "assignments",
            project_code="P",
            source_document="下结转",
            amount=30,
            occurred_on="2023-01-05",
        ),
        fact(
            "disbursements",
            project_code="P",
            source_document="下结转",
            external_reference="Z",
            amount=20,
            occurred_on="2023-02-01",
        ),
    )
    book = book_id(connection)
    [paid] = payments(connection, book)
    up = trace_up(connection, book, paid.disbursement_id)
    assert up is not None
    assert [(n.what, n.document_no, n.amount) for n in up.nodes][1:] == [
        ("source", "下结转", Decimal(20)),
        ("source", "下", Decimal(20)),
        ("source", "甲", Decimal(20)),
    ]
    down = trace_down(connection, up.nodes[-1].book_id, up.nodes[-1].source_id)
    ends = {(n.document_no, n.what, n.amount) for n in down.nodes if n.what != "source"}
    assert ends == {
        ("甲", "available", Decimal(50)),
        ("下", "available", Decimal(20)),
        ("下结转", "assigned", Decimal(10)),
        ("下结转", "disbursed", Decimal(20)),
    }
    assert not down.proportional


def test_what_no_book_above_has_on_record_ends_there(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        fact("transfers", document_no="下", amount=100),
        fact("assignments", project_code="P", source_document="下", amount=100),
        fact("disbursements", project_code="P", external_reference="Z", amount=100),
    )
    book = book_id(connection)
    [paid] = payments(connection, book)
    up = trace_up(connection, book, paid.disbursement_id)
    assert up is not None
    check_sums(up)
    assert [(node.what, node.amount) for node in up.nodes] == [
        ("payment", Decimal(100)),
        ("source", Decimal(100)),
        ("not_on_record", Decimal(100)),
    ]
    assert trace_up(connection, book, paid.disbursement_id + 1) is None


def test_documents_that_lead_in_a_circle_are_followed_once(
    connection: Connection, protector: Protector
) -> None:
    post(
        connection,
        protector,
        fact("transfers", book=CITY, document_no="圈1", counterparty=COUNTY, amount=100),
        passed(CITY, COUNTY, "圈1", "圈2"),
        fact("transfers", document_no="圈2", counterparty=CITY, amount=90),
        passed(COUNTY, CITY, "圈2", "圈1"),
    )
    for book in (book_id(connection), book_id(connection, CITY)):
        [found] = connection.execute(
            text("SELECT log_position FROM ledger.source WHERE book_id = :b"), {"b": book}
        ).scalars()
        check_sums(trace_down(connection, book, found))


def passed(giver: str, receiver: str, source: str, document: str) -> Fact:
    """A part of a source that one book passed on to another."""
    return fact(
        "transfers",
        book=giver,
        direction="issued",
        document_no=document,
        source_document=source,
        counterparty=receiver,
        amount=80,
        occurred_on="2022-03-05",
    )
