"""Where the facts stand that people ask a receipt of: of a voucher, of a payment.

The fact that was asked for stands first, then those that it cannot be read without; of these only
what whoever asks may see.
"""

from sqlalchemy import Connection, text

from ledger.errors import WrongUse
from ledger.evidence.receipts import Place, shapes_at

#: The amounts of a voucher stand in its entries.
OF_VOUCHER = """
SELECT entry.log_position
FROM ledger.entry AS entry
WHERE entry.book_id = :book_id AND entry.voucher_id = :number
ORDER BY entry.line_number
"""
#: Of the payee the version that was known when it was paid.
OF_PAYMENT = """
SELECT
    paid.voucher_id,
    (
        SELECT max(payee.log_position)
        FROM ledger.payee AS payee
        WHERE payee.book_id = paid.book_id AND payee.payee_id = paid.payee_id
            AND payee.log_position < paid.log_position
    ) AS payee,
    (
        SELECT account.log_position
        FROM ledger.bank_account AS account
        WHERE account.book_id = paid.book_id AND account.log_position = paid.bank_account_id
    ) AS account
FROM ledger.disbursement AS paid
WHERE paid.book_id = :book_id AND paid.log_position = :number
"""

#: The tables of what that finds.
READ_WITH = ("ledger.voucher", "ledger.payee", "ledger.bank_account")


def located(connection: Connection, place: Place) -> Place | None:
    """A place with its table; None where there is no fact, or whoever asks may not see it."""
    found = shapes_at(connection, place)
    return Place(place.log_id, place.position, found[0].relation) if found else None


def voucher_places(connection: Connection, book_id: int, voucher_id: int) -> list[Place]:
    """A voucher, then its entries.

    Args:
        connection: of whoever asks.
        book_id: its book.
        voucher_id: its position.
    """
    entries = connection.execute(text(OF_VOUCHER), {"book_id": book_id, "number": voucher_id})
    return [
        Place(book_id, voucher_id, "ledger.voucher"),
        *(Place(book_id, position, "ledger.entry") for position in entries.scalars()),
    ]


def payment_places(connection: Connection, book_id: int, disbursement_id: int) -> list[Place]:
    """A payment, then its voucher, the payee and the account that was paid into.

    Args:
        connection: of whoever asks.
        book_id: its book.
        disbursement_id: its position.

    Raises:
        WrongUse: there is no such payment, or it is beyond what whoever asks may see.
    """
    found = connection.execute(
        text(OF_PAYMENT), {"book_id": book_id, "number": disbursement_id}
    ).one_or_none()
    if found is None:
        raise WrongUse(
            f"没有支付 {disbursement_id}，或不在您的权限内。",
            f"There is no payment {disbursement_id}, or it is beyond what you may see.",
        )
    return [
        Place(book_id, disbursement_id, "ledger.disbursement"),
        *(
            Place(book_id, position, relation)
            for relation, position in zip(READ_WITH, found, strict=True)
            if position is not None
        ),
    ]
