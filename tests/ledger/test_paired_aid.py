"""Paired aid and bond money pass from book to book with both ends on record, above or not."""

import pytest
from builders import COUNTY, OTHER_COUNTY, PROVINCE, book_id, post
from histories import codes, send
from sqlalchemy import Connection, Engine, text

from expectations.rule import Fact, fact
from ledger.disbursements import payments
from ledger.personal import Protector
from ledger.traces import destinations, origins
from ledger.transfers import transfers

MATCHED = (
    "SELECT kind, received_kind, issued_amount, received_amount, in_transit FROM facts.transfer"
)


def sent(kind: str, **more: object) -> tuple[Fact, Fact]:
    """What the other county put in and gave to the county under one document."""
    return (
        fact("appropriations", book=OTHER_COUNTY, document_no="上", occurred_on="2022-01-10"),
        fact(
            "transfers",
            book=OTHER_COUNTY,
            direction="issued",
            kind=kind,
            document_no="帮〔2022〕1号",
            counterparty=COUNTY,
            source_document="上",
            **({"amount": 600, "occurred_on": "2022-02-01"} | more),
        ),
    )


def received(kind: str, **more: object) -> Fact:
    """The county's receipt of it."""
    cells = {"document_no": "帮〔2022〕1号", "amount": 600, "occurred_on": "2022-02-10"} | more
    return fact("transfers", kind=kind, counterparty=OTHER_COUNTY, **cells)


def matched(engine: Engine) -> list[tuple[object, ...]]:
    """The documents that passed between books, issue and receipt side by side."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(MATCHED))]


@pytest.mark.parametrize("kind", ["paired_aid", "bond"])
def test_what_is_issued_is_received_or_in_transit_by_document(
    engine: Engine, protector: Protector, kind: str
) -> None:
    assert codes(send(engine, protector, *sent(kind))) == []
    assert matched(engine) == [(kind, None, 600, None, 600)]
    part, rest = (
        received(kind, amount=amount, external_reference=str(amount), cash_on="")
        for amount in (250, 350)
    )
    assert codes(send(engine, protector, part)) == []
    assert matched(engine) == [(kind, kind, 600, 250, 350)]
    outcome = send(engine, protector, rest)
    assert codes(outcome) == []
    assert matched(engine) == [(kind, kind, 600, 600, 0)]
    assert {each.event for each in outcome.sums} == {f"{kind}_received"}


def test_more_than_the_helper_has_cannot_be_given(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *sent("paired_aid", amount=1001))) == ["below_zero"]


@pytest.mark.parametrize("kind", ["paired_aid", "bond"])
def test_a_payment_is_traced_to_the_helper_and_the_helper_sees_where_its_money_went(
    connection: Connection, protector: Protector, kind: str
) -> None:
    post(
        connection,
        protector,
        *sent(kind),
        received(kind),
        fact("projects", project_code="P"),
        fact("assignments", project_code="P", source_document="帮〔2022〕1号", amount=600),
        fact("disbursements", project_code="P", amount=100),
    )
    book, helper = book_id(connection), book_id(connection, OTHER_COUNTY)
    [paid] = payments(connection, book)
    way = origins(connection, book, paid.source_id)
    assert [(step.what, step.book_id) for step in way] == [
        (kind, book),
        ("issued", helper),
        ("appropriation", helper),
    ]
    [below] = destinations(connection, helper, way[-1].source_id)
    assert (below.below_book_id, below.below_source_id) == (book, paid.source_id)
    [shown] = transfers(connection, helper)
    assert (shown.kind, shown.received_amount) == (kind, 600)


def test_the_terms_of_bond_money_stand_with_who_received_it(
    connection: Connection, protector: Protector
) -> None:
    post(connection, protector, *sent("bond"), received("bond", due_on="2032-02-10"))
    kind, due_on = connection.execute(
        text("SELECT kind, due_on FROM facts.source WHERE due_on IS NOT NULL")
    ).one()
    assert (kind, str(due_on)) == ("bond", "2032-02-10")


def test_aid_is_no_allocation_to_be_published(connection: Connection, protector: Protector) -> None:
    issued = fact(
        "transfers",
        book=PROVINCE,
        direction="issued",
        document_no="省下",
        counterparty=COUNTY,
        source_document="省",
    )
    own = fact("appropriations", book=PROVINCE, document_no="省")
    post(connection, protector, *sent("paired_aid"), received("paired_aid"), own, issued)
    allocated = connection.execute(text("SELECT document_no FROM facts.allocation")).scalars()
    assert list(allocated) == ["省下"]
