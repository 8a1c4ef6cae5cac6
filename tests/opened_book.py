"""A book that began with an opening balance: money with a project, and under its contract."""

from decimal import Decimal

from builders import PROVINCE, book_id
from sqlalchemy import Connection

from expectations.rule import Fact, fact
from ledger.balances import source_balances

#: 1,000 yuan of a document of the year before: 200 free, 300 with project P, 500 under its contract
#: of which 150 had been paid.
DOCUMENT = "省财农〔2021〕9号"
HEAD = {"document_no": DOCUMENT, "counterparty": PROVINCE}
OPENED = (
    fact(
        "opening_balances",
        available_amount=200,
        project_code="P",
        assigned_amount=300,
        cash_amount=800,
        **HEAD,
    ),
    fact(
        "opening_balances",
        project_code="P",
        contract_code="HT",
        committed_amount=350,
        disbursed_amount=150,
        **HEAD,
    ),
)
REGISTERED = (
    fact("projects", project_code="P", name="道路"),
    fact("contracts", contract_code="HT", project_code="P", amount=500, signed_on="2021-08-01"),
)
PAID = fact(
    "disbursements",
    project_code="P",
    contract_code="HT",
    external_reference="ZF",
    amount=100,
    occurred_on="2022-02-01",
)


def changed(row: Fact, **cells: object) -> Fact:
    """A row with other cells."""
    return fact(row.sheet, **(row.cells | cells))


def balance(connection: Connection) -> dict[str, Decimal]:
    """What became of the opening's money."""
    [only] = source_balances(connection, book_id(connection))
    stages = ("origin", "available", "assigned", "committed", "disbursed", "cash_in_treasury")
    return {stage: getattr(only, stage) for stage in stages}
