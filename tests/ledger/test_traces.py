"""Money is followed down once, whatever was reversed and entered again on its way."""

import datetime as dt
from decimal import Decimal

import pytest
from builders import COUNTY, PROVINCE, book_id, post
from sqlalchemy import Connection, Engine, text

from expectations.rule import Fact, fact
from ledger.disbursements import payments
from ledger.personal import Protector
from ledger.traces import destinations, origins
from ledger.transfers import transfers

APPROPRIATED = fact(
    "appropriations", book=PROVINCE, document_no="上", amount=1000, occurred_on="2022-01-10"
)


def issued(amount: int, reference: str) -> Fact:
    """A part of what the province issued to the county under one line of a document."""
    return fact(
        "transfers",
        book=PROVINCE,
        direction="issued",
        document_no="下",
        amount=amount,
        counterparty=COUNTY,
        source_document="上",
        occurred_on="2022-01-12",
        external_reference=reference,
    )


def received(**more: object) -> Fact:
    """The county's receipt of what the province issued."""
    return fact("transfers", document_no="下", amount=100, occurred_on="2022-01-15", **more)


def only_source(connection: Connection) -> int:
    """The one source on record."""
    found = connection.execute(text("SELECT log_position FROM ledger.source")).scalar_one()
    return int(found)


def test_a_receipt_reversed_and_entered_again_is_one_destination(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            APPROPRIATED,
            issued(100, "下1"),
            received(cash_on=""),
        )
        voucher = connection.execute(
            text(
                "SELECT period || '-' || number FROM ledger.voucher"
                " WHERE event = 'transfer_received'"
            )
        ).scalar_one()
    with engine.begin() as connection:
        again = received(external_reference="重记", cash_on="")
        post(connection, protector, fact("reversals", voucher=voucher), again)
        province = book_id(connection, PROVINCE)
        source = connection.execute(
            text("SELECT log_position FROM ledger.source WHERE book_id = :book"),
            {"book": province},
        ).scalar_one()
        [down] = destinations(connection, province, source)
        kept = connection.execute(
            text("SELECT source_id FROM facts.source WHERE kind = 'transfer'")
        ).scalar_one()
    assert (down.amount, down.below_source_id) == (Decimal(100), kept)


def test_a_line_issued_and_received_in_parts_is_one_way_with_its_sum(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            APPROPRIATED,
            issued(80, "下1"),
            issued(50, "下2"),
            received(external_reference="收1", cash_on=""),
            received(external_reference="收2", cash_on=""),
        )
        province, county = book_id(connection, PROVINCE), book_id(connection, COUNTY)
        first, second = transfers(connection, province)
        assert {first.received_amount, second.received_amount} == {Decimal(200)}
        down = destinations(connection, province, first.source_id)
        assert sorted(each.amount for each in down) == [Decimal(50), Decimal(80)]
        part = connection.execute(
            text("SELECT max(log_position) FROM ledger.source WHERE book_id = :book"),
            {"book": county},
        ).scalar_one()
        up = origins(connection, county, part)
    assert [(step.what, step.amount) for step in up] == [
        ("transfer", Decimal(100)),
        ("issued", Decimal(130)),
        ("appropriation", Decimal(1000)),
    ]


def test_the_way_is_told_as_of_a_day_and_as_known_at_a_moment(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, APPROPRIATED, issued(80, "下1"), received(cash_on=""))
        county = book_id(connection)
        source = connection.execute(
            text("SELECT log_position FROM ledger.source WHERE book_id = :book"), {"book": county}
        ).scalar_one()
    with engine.begin() as connection:
        before = connection.execute(text("SELECT now()")).scalar_one()
        adjusted = {"document_no": "调", "transfer_document": "下", "amount": 5}
        post(
            connection,
            protector,
            fact("transfer_adjustments", **adjusted),
            fact("transfer_adjustments", book=PROVINCE, side="issued", **adjusted),
        )
    with engine.connect() as connection:
        now = [step.amount for step in origins(connection, county, source)]
        then = [
            step.amount for step in origins(connection, county, source, as_of=dt.date(2022, 3, 31))
        ]
        known = [step.amount for step in origins(connection, county, source, known_at=before)]
    assert now == [105, 85, 1000]
    assert then == known == [100, 80, 1000]


@pytest.mark.parametrize("kind", ["transfer", "paired_aid", "bond"])
def test_what_another_book_gave_ends_with_its_name_where_that_book_is_not_kept(
    engine: Engine, protector: Protector, kind: str
) -> None:
    with engine.begin() as connection:
        post(connection, protector, received(kind=kind, cash_on=""))
        [step] = origins(connection, book_id(connection), only_source(connection))
    assert (step.what, step.given_by_another, step.issuer is not None) == (kind, True, True)


def test_a_bond_that_a_government_sold_came_from_no_book(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, fact("other_sources", kind="bond", cash_on=""))
        [step] = origins(connection, book_id(connection), only_source(connection))
    assert (step.what, step.given_by_another) == ("bond", False)


def test_a_payment_shows_its_project_by_the_name_it_has_now(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        paid = fact("disbursements", project_code="P", external_reference="Z")
        post(connection, protector, fact("projects", project_code="P", name="旧名"), paid)
    with engine.begin() as connection:
        post(connection, protector, fact("projects", project_code="P", name="新名"))
        [payment] = payments(connection, book_id(connection))
    assert payment.project_name == "新名"
