"""What several tests do to a ledger: send rows, reverse vouchers, look at accounts by document."""

from decimal import Decimal

from builders import completed, import_rows
from sqlalchemy import Engine, text

from expectations.rule import Fact
from ledger.imports.outcomes import Outcome
from ledger.personal import Protector


def send(engine: Engine, protector: Protector, *facts: Fact) -> Outcome:
    """Imports rows in a transaction of its own, which stands if they are right."""
    with engine.connect() as connection, connection.begin() as transaction:
        outcome = import_rows(
            connection, protector, [(each.sheet, completed(each)) for each in facts]
        )
        if outcome.problems:
            transaction.rollback()
    return outcome


def codes(outcome: Outcome) -> list[str]:
    """What is wrong, by code."""
    return [problem.code for problem in outcome.problems]


def reverse_last(engine: Engine, event: str, on: str = "2022-12-01") -> None:
    """Reverses the last voucher of an event on a day."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "SELECT ledger.reverse_voucher(book_id, log_position, :on, '记错', '我')"
                " FROM ledger.voucher WHERE event = :event ORDER BY log_position DESC LIMIT 1"
            ),
            {"event": event, "on": on},
        )


def standing_by_document(engine: Engine, kind: str) -> dict[str, Decimal]:
    """What stands on the accounts of a kind, by the document its money came under."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT source.document_no, balance.amount FROM ledger.balance AS balance"
                " INNER JOIN ledger.source AS source ON balance.book_id = source.book_id"
                " AND balance.source_id = source.log_position WHERE balance.kind = :kind"
            ),
            {"kind": kind},
        )
        return dict(iter(rows))
