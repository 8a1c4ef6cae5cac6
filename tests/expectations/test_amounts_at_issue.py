"""What a breach is said to amount to, and how grave it is, where that is not the whole payment."""

from decimal import Decimal

import pytest
from builders import import_rows, with_background
from sqlalchemy import Connection, text

from expectations.catalogue import rule
from expectations.queries import breaches
from ledger.personal import Protector


@pytest.mark.parametrize(
    ("code", "title", "amounts"),
    [
        ("BN-02", "Paid on the first day of the next month", [("100.00", 4)]),
        ("BN-02", "Due in life, paid after death: a tip", [("0", 1)]),
        ("BN-08", "Two households", [("100.00", None)]),
        ("BN-08", "Three in one run, not known", [("200.00", None)]),
        ("DP-03", "One fen more before settlement", [("0.01", None)]),
        ("DP-08", "To a unit, one fen above the threshold", [("1000.01", None)]),
        ("DP-08", "To a person, one fen above the limit", [("0.01", None)]),
        ("DP-08", "One yuan withdrawn", [("1.00", None)]),
        ("DP-10", "Three times on one day", [("500.00", None), ("500.00", None)]),
        ("DS-01", "Published the day after working day 20", [("1000.00", None)]),
    ],
)
def test_a_breach_amounts_to_what_is_in_doubt_of_it(
    connection: Connection,
    protector: Protector,
    code: str,
    title: str,
    amounts: list[tuple[str, int | None]],
) -> None:
    found = rule(code)
    example = next(each for each in found.examples if each.title.en == title)
    outcome = import_rows(connection, protector, with_background(example.facts))
    assert outcome.problems == []
    rows = connection.execute(text(breaches(found, example.as_of).replace(":", r"\:"))).all()
    assert [(Decimal(row.amount_at_issue), row._mapping.get("severity")) for row in rows] == [
        (Decimal(amount), severity) for amount, severity in amounts
    ]
