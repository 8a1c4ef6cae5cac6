"""A project's contracts, each with what of it was paid."""

from builders import post
from histories import codes, send
from sqlalchemy import Connection, Engine, text

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


def test_how_a_contract_was_awarded_is_on_record_and_what_is_said_later_adds_to_it(
    engine: Engine, protector: Protector
) -> None:
    contract = {"contract_code": "HT1", "project_code": "XM9", "amount": "900"}
    ground = (
        fact("projects", project_code="XM9", feasibility_estimate="1000", approved_estimate="900"),
        fact("transfers", document_no="文9", amount="1000"),
        fact("assignments", project_code="XM9", source_document="文9", amount="1000"),
    )
    first = {
        "awarded_on": "2022-03-20",
        "awarded_to": "示范收款人",
        "award_amount": "900",
        "method_ground": "财采〔2022〕1号",
        "estimate_amount": "1100",
        "bid_bond_amount": "20",
        "performance_bond_amount": "50",
    }
    later = {"filed_on": "2022-04-08", "published_on": "2022-04-02"}
    assert codes(send(engine, protector, *ground, fact("contracts", **contract, **first))) == []
    assert codes(send(engine, protector, fact("contracts", **contract, **later))) == []
    assert codes(send(engine, protector, fact("contracts", **contract, award_amount="-1"))) != []
    with engine.connect() as connection:
        [found] = connection.execute(text("SELECT * FROM facts.contract")).mappings()
        [project] = connection.execute(text("SELECT * FROM facts.project")).mappings()
    said = {key: str(found[key]) for key in first | later}
    amounts = {key: f"{first[key]}.00" for key in first if key.endswith("_amount")}
    assert said == first | later | amounts
    estimates = project["feasibility_estimate"], project["approved_estimate"]
    assert [str(each) for each in estimates] == ["1000.00", "900.00"]
