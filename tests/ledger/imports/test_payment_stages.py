"""A payment says which part of its contract it pays; a contract, how long retention is held."""

import datetime as dt

import pytest
from builders import book_id
from histories import codes, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.contracts import contracts_of
from ledger.disbursements import payments
from ledger.personal import Protector

STAGES = ("advance", "progress", "settlement", "retention")
MONEY = (
    fact("transfers", document_no="甲", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=1000),
)


def contract(**more: object) -> Fact:
    """A contract with retention."""
    cells = {"contract_code": "HT", "project_code": "P", "amount": 400, "retention_percent": 3}
    return fact("contracts", **(cells | more))


def test_a_contract_is_paid_stage_by_stage(engine: Engine, protector: Protector) -> None:
    paid = [
        fact(
            "disbursements", project_code="P", contract_code="HT", stage=stage, source_document="甲"
        )
        for stage in STAGES
    ]
    assert codes(send(engine, protector, *MONEY, contract(), *paid)) == []
    with engine.connect() as connection:
        found = payments(connection, book_id(connection))
    assert [each.stage for each in reversed(found)] == list(STAGES)


def test_how_long_the_retention_is_held_may_become_known_later(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *MONEY, contract())) == []
    known = contract(retention_until="2023-09-01", effective_on="2022-09-01")
    assert codes(send(engine, protector, known)) == []
    more = fact(
        "contract_changes",
        contract_code="HT",
        kind="supplement",
        occurred_on="2022-10-01",
        amount=100,
        source_document="甲",
    )
    assert codes(send(engine, protector, more)) == []
    with engine.connect() as connection:
        book = book_id(connection)
        project = connection.execute(text("SELECT project_id FROM ledger.project")).scalar_one()
        [found] = contracts_of(connection, book, project)
    assert (found.amount, found.retention_until) == (500, dt.date(2023, 9, 1))


def test_the_database_itself_knows_the_stages(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *MONEY, fact("payees", payee_code="S"))) == []
    with engine.connect() as connection, pytest.raises(DBAPIError, match="stage"):
        connection.execute(
            text(
                "SELECT posted FROM ledger.project, ledger.source, ledger.payee,"
                " ledger.post_disbursement(project.book_id, 'online', '2022-05-09',"
                " source.log_position, project.log_position, NULL, payee.log_position, NULL, 1,"
                " 'transfer', NULL, '', '我', of_stage => 'soon')"
            )
        )
