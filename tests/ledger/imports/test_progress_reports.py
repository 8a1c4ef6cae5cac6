"""Verified progress goes forward, or says why it does not."""

import pytest
from builders import book_id
from histories import codes, send
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from expectations.rule import Fact, fact
from ledger.personal import Protector
from ledger.progress_reports import progress_of

GROUND = (
    fact("transfers", document_no="甲", amount=1000),
    fact("projects", project_code="P"),
    fact("assignments", project_code="P", source_document="甲", amount=1000),
    fact("contracts", contract_code="HT", project_code="P", amount=500),
)


def report(percent: object, on: str, **more: object) -> Fact:
    """So much was done."""
    return fact("progress_reports", project_code="P", percent=percent, occurred_on=on, **more)


def percents(engine: Engine) -> list[str]:
    """What is on record of the project, in order."""
    with engine.connect() as connection:
        project = connection.execute(text("SELECT project_id FROM ledger.project")).scalar_one()
        return [str(each.percent) for each in progress_of(connection, book_id(connection), project)]


def test_progress_is_kept_for_the_project_and_for_each_contract(
    engine: Engine, protector: Protector
) -> None:
    reports = (
        report(10, "2022-04-10"),
        report("32.5", "2022-05-10", contract_code="HT"),
        report(20, "2022-06-10"),
    )
    assert codes(send(engine, protector, *GROUND, *reports)) == []
    assert percents(engine) == ["10.00", "32.50", "20.00"]
    again = send(engine, protector, *reports, fact("projects", project_code="Q"))
    assert codes(again) == []
    assert again.posted["progress_reports"] == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (report("39.99", "2022-06-01"), "progress_goes_back"),
        (report("40.01", "2022-04-20"), "progress_above_later"),
        (report("100.01", "2022-06-01"), "not_a_percent"),
        (report(50, "2022-03-31", contract_code="HT"), "progress_before_signing"),
        (report(41, "2022-05-01"), "same_reference_differs"),
        (report(50, "2199-01-01"), "day_to_come"),
        (report(50, "2022-06-01", contract_code="HT9"), "unknown_contract"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    engine: Engine, protector: Protector, wrong: Fact, code: str
) -> None:
    assert codes(send(engine, protector, *GROUND, report(40, "2022-05-01"))) == []
    assert codes(send(engine, protector, wrong)) == [code]


def test_reports_of_unknown_works_are_not_compared(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, *GROUND)) == []
    unknown = [
        report(50, "2022-05-01", contract_code="HT8"),
        report(40, "2022-06-01", contract_code="HT9"),
    ]
    assert codes(send(engine, protector, *unknown)) == ["unknown_contract"] * 2
    elsewhere = [
        fact("progress_reports", **(each.cells | {"project_code": name, "contract_code": ""}))
        for name, each in zip(("P8", "P9"), unknown, strict=True)
    ]
    assert codes(send(engine, protector, *elsewhere)) == ["unknown_project"] * 2


def test_it_goes_back_with_a_reason(engine: Engine, protector: Protector) -> None:
    less = report(30, "2022-06-01", correction_reason="复核扣减")
    more = report(35, "2022-07-01")
    assert codes(send(engine, protector, *GROUND, report(40, "2022-05-01"), less, more)) == []
    assert percents(engine) == ["40.00", "30.00", "35.00"]


def test_the_database_itself_refuses_less_without_a_reason(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *GROUND, report(40, "2022-05-01"))) == []
    with owner.connect() as connection, pytest.raises(DBAPIError, match="progress_refused"):
        connection.execute(
            text(
                "INSERT INTO ledger.progress_report (book_id, log_position, recorded_at,"
                " recorded_by, external_reference, project_id, occurred_on, percent, verified_by)"
                " SELECT book_id, 10000, recorded_at, '我', 'x', project_id, '2022-06-01', 39.99,"
                " '我' FROM ledger.progress_report"
            )
        )
