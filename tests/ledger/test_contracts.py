"""A project's contracts, each with what of it was paid."""

from builders import post
from sqlalchemy import Connection, text

from expectations.rule import fact
from ledger.contracts import contracts_of
from ledger.personal import Protector


def test_a_project_has_its_contracts_with_what_of_each_was_paid(
    connection: Connection, protector: Protector
) -> None:
    contract = {"contract_code": "HT1", "project_code": "XM9", "source_document": "文9"}
    post(
        connection,
        protector,
        fact("transfers", document_no="文9", amount="1000"),
        fact("assignments", project_code="XM9", source_document="文9", amount="1000"),
        fact("contracts", **contract, amount="900", retention_percent="3"),
        fact(
            "disbursements",
            project_code="XM9",
            contract_code="HT1",
            source_document="文9",
            amount="500",
        ),
    )
    [found] = connection.execute(text("SELECT book_id, project_id FROM facts.project")).all()
    [shown] = contracts_of(connection, found.book_id, found.project_id)
    assert (shown.contract_code, shown.amount, shown.paid) == ("HT1", 900, 500)
    assert (shown.retention_percent, shown.settled_on) == (3, None)
