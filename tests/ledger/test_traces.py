"""Money is followed down once, whatever was reversed and entered again on its way."""

from decimal import Decimal

from builders import COUNTY, PROVINCE, book_id, post
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector
from ledger.traces import destinations


def received(**more: object) -> Fact:
    """The county's receipt of what the province issued."""
    return fact("transfers", document_no="下", amount=100, occurred_on="2022-01-15", **more)


def test_a_receipt_reversed_and_entered_again_is_one_destination(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact(
                "appropriations",
                book=PROVINCE,
                document_no="上",
                amount=1000,
                occurred_on="2022-01-10",
            ),
            fact(
                "transfers",
                book=PROVINCE,
                direction="issued",
                document_no="下",
                amount=100,
                counterparty=COUNTY,
                source_document="上",
                occurred_on="2022-01-12",
            ),
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
