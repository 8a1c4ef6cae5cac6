"""Whose personal numbers the facts name, and how everybody sees them: masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, text

from ledger.language import Text
from ledger.personal import NumberKind

#: What numbers are called.
KIND_NAMES: dict[str, Text] = {
    "identity": Text("证件号码", "ID number"),
    "account": Text("银行账号", "Bank account"),
    "phone": Text("手机号", "Mobile number"),
}


@dataclass(frozen=True)
class MaskedNumber:
    """A number as everybody sees it, of which book and of whom; its hash says which it is."""

    book_id: int
    kind: NumberKind
    holder: str
    masked: str
    hashed: bytes


OF_PAYEE = """
SELECT payee.book_id, listed.kind, payee.name AS holder, listed.masked, listed.hashed
FROM facts.payee AS payee
CROSS JOIN LATERAL (
    VALUES
    ('identity', payee.identity_masked, payee.identity_hash),
    ('phone', payee.phone_masked, payee.phone_hash)
) AS listed (kind, masked, hashed)
WHERE payee.book_id = :book_id AND payee.payee_id = :payee_id AND listed.hashed IS NOT NULL
UNION ALL
SELECT account.book_id, 'account', payee.name, account.number_masked, account.number_hash
FROM facts.bank_account AS account
INNER JOIN facts.payee AS payee
    ON account.book_id = payee.book_id AND account.holder_payee_id = payee.payee_id
WHERE account.book_id = :book_id AND (
    account.bank_account_id = :bank_account_id
    OR (CAST(:bank_account_id AS bigint) IS NULL AND account.holder_payee_id = :payee_id)
)
"""
OF_HOUSEHOLD = """
SELECT person.book_id, listed.kind, person.name AS holder, listed.masked, listed.hashed
FROM facts.household AS household
INNER JOIN facts.person AS person
    ON household.book_id = person.book_id AND household.household_id = person.household_id
CROSS JOIN LATERAL (
    VALUES
    ('identity', person.identity_masked, person.identity_hash),
    ('phone', person.phone_masked, person.phone_hash)
) AS listed (kind, masked, hashed)
WHERE household.book_id = :book_id AND household.household_code = :household_code
    AND listed.hashed IS NOT NULL
ORDER BY person.person_id
"""
PAID = """
SELECT payee_id, bank_account_id FROM ledger.disbursement
WHERE book_id = :book_id AND (log_position = :disbursement_id OR external_reference = :reference)
"""
PAYEE = """
SELECT payee_id, NULL AS bank_account_id FROM facts.payee
WHERE book_id = :book_id AND payee_code = :payee_code
"""


def numbers_of_payment(
    connection: Connection,
    book_id: int,
    disbursement_id: int | None = None,
    reference: str | None = None,
) -> list[MaskedNumber]:
    """The numbers of a payment's payee, and the account it was paid into."""
    values = {"book_id": book_id, "disbursement_id": disbursement_id, "reference": reference}
    return _of_payee(connection, book_id, PAID, values)


def numbers_of_payee(connection: Connection, book_id: int, payee_code: str) -> list[MaskedNumber]:
    """The numbers of a payee, with all accounts of theirs."""
    return _of_payee(connection, book_id, PAYEE, {"book_id": book_id, "payee_code": payee_code})


def numbers_of_household(
    connection: Connection, book_id: int, household_code: str
) -> list[MaskedNumber]:
    """The numbers of the persons of a registered household."""
    values = {"book_id": book_id, "household_code": household_code}
    return masked_numbers(connection.execute(text(OF_HOUSEHOLD), values))


def _of_payee(
    connection: Connection, book_id: int, statement: str, values: Mapping[str, object]
) -> list[MaskedNumber]:
    found = connection.execute(text(statement), values).one_or_none()
    if found is None:
        return []
    of_whom = {"payee_id": found.payee_id, "bank_account_id": found.bank_account_id}
    return masked_numbers(connection.execute(text(OF_PAYEE), {"book_id": book_id, **of_whom}))


def masked_numbers(found: CursorResult[Any]) -> list[MaskedNumber]:
    """The rows of a question as numbers."""
    return [
        MaskedNumber(row.book_id, row.kind, row.holder, row.masked, bytes(row.hashed))
        for row in found
    ]
