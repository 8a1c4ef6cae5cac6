"""What a partial record leaves out is not held against the book it stands in."""

import datetime as dt

import pytest
from builders import COUNTY, PROVINCE, import_rows, with_background
from sqlalchemy import Connection, Engine, text

from expectations.catalogue import rules
from expectations.queries import breaches
from expectations.rule import fact
from ledger.personal import Protector

AS_OF = dt.date(2026, 1, 1)
UNSPENT = fact("transfers", document_no="文", amount=100, occurred_on="2021-03-01")


def flagged(connection: Connection, code: str) -> int:
    """How many subjects a rule names."""
    rule = next(rule for rule in rules() if rule.code == code)
    return len(connection.execute(text(breaches(rule, AS_OF))).all())


@pytest.mark.parametrize(("partial", "expected"), [(False, 1), (True, 0)])
def test_money_of_which_no_use_is_known_is_idle_only_in_a_whole_record(
    connection: Connection, protector: Protector, *, partial: bool, expected: int
) -> None:
    import_rows(connection, protector, with_background([UNSPENT]), partial=partial)
    assert flagged(connection, "BT-13") == expected


@pytest.mark.parametrize(("partial", "expected"), [(False, 1), (True, 0)])
def test_a_project_outside_the_library_is_named_only_in_a_whole_record(
    connection: Connection, protector: Protector, *, partial: bool, expected: int
) -> None:
    assigned = fact(
        "assignments",
        project_code="P",
        source_document="文",
        amount=100,
        occurred_on="2021-04-01",
    )
    import_rows(connection, protector, with_background([UNSPENT, assigned]), partial=partial)
    assert flagged(connection, "PL-01") == expected


def test_what_a_partial_record_itself_says_is_unspent_is_named(
    connection: Connection, protector: Protector
) -> None:
    assigned = fact(
        "assignments", project_code="P", source_document="文", amount=100, occurred_on="2021-04-01"
    )
    paid = fact(
        "disbursements",
        project_code="P",
        source_document="文",
        amount=60,
        occurred_on="2021-05-01",
        external_reference="Z",
    )
    import_rows(connection, protector, with_background([UNSPENT, assigned, paid]), partial=True)
    assert flagged(connection, "BT-13") == 1


def test_a_whole_record_added_later_makes_the_book_whole(
    engine: Engine, protector: Protector
) -> None:
    other = fact("transfers", document_no="另", amount=1, occurred_on="2025-12-01")
    with engine.begin() as first:
        import_rows(first, protector, with_background([UNSPENT]), partial=True)
    with engine.begin() as second:
        import_rows(second, protector, with_background([other]))
        assert flagged(second, "BT-13") == 1


@pytest.mark.parametrize(("partial", "expected"), [(False, 1), (True, 0)])
def test_a_receipt_is_missing_only_from_a_whole_record(
    engine: Engine, protector: Protector, *, partial: bool, expected: int
) -> None:
    issued = fact(
        "transfers",
        book=PROVINCE,
        direction="issued",
        document_no="下",
        source_document="上",
        counterparty=COUNTY,
        amount=100,
        occurred_on="2022-03-02",
    )
    above = (fact("appropriations", book=PROVINCE, document_no="上"), issued)
    with engine.begin() as first:
        import_rows(first, protector, with_background(above))
    with engine.begin() as second:
        import_rows(second, protector, with_background([UNSPENT]), partial=partial)
        assert flagged(second, "BT-05") == expected
