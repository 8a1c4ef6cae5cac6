"""What a file says again, or says otherwise, is told or passed over, never half taken."""

from collections.abc import Iterable

import pytest
from builders import completed, id_number, import_rows, post, with_background
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.imports.outcomes import Outcome
from ledger.personal import Protector

MONEY = (
    fact("transfers", document_no="文", amount=1000, occurred_on="2022-01-10"),
    fact("assignments", project_code="P", source_document="文", amount=1000),
)


def offered(engine: Engine, protector: Protector, facts: Iterable[Fact]) -> Outcome:
    """What an import of these rows and nothing else says; nothing of it stands."""
    with engine.connect() as connection:
        rows = [(each.sheet, completed(each)) for each in facts]
        return import_rows(connection, protector, rows)


def test_a_voucher_named_twice_in_one_file_is_reversed_once(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", project_code="P", occurred_on="2022-05-01"),
        )
    twice = [fact("reversals", voucher="202205-1"), fact("reversals", voucher="202205-01")]
    outcome = offered(engine, protector, twice)
    assert outcome.problems == []
    assert outcome.posted["reversals"] == 1


def test_a_payment_said_again_under_another_contract_is_named(
    engine: Engine, protector: Protector
) -> None:
    def paid(contract: str) -> Fact:
        return fact(
            "disbursements",
            project_code="P",
            contract_code=contract,
            source_document="文",
            external_reference="Z",
        )

    contracts = [fact("contracts", contract_code=each, project_code="P") for each in ("甲", "乙")]
    small = [Fact(each.sheet, each.cells | {"amount": "100"}) for each in contracts]
    with engine.begin() as connection:
        post(connection, protector, *MONEY, *small, paid("甲"))
    assert offered(engine, protector, [paid("甲")]).problems == []
    [problem] = offered(engine, protector, [paid("乙")]).problems
    assert problem.code == "same_reference_differs"
    assert "合同编号" in problem.text.zh


def test_a_row_of_another_kind_under_a_lists_code_is_named_not_taken_for_that_list(
    engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, fact("matching_lists", kind="death", identity=id_number(7)))
    payroll = fact("matching_lists", kind="public_payroll", identity=id_number(8))
    [problem] = offered(engine, protector, [payroll]).problems
    assert problem.code == "same_reference_differs"
    assert "名单类型" in problem.text.zh
    later = fact("matching_lists", kind="death", identity=id_number(8), as_of="2023-12-31")
    [problem] = offered(engine, protector, [later]).problems
    assert "数据截止日" in problem.text.zh


def test_a_first_version_holds_from_the_beginning_whatever_day_it_names(
    engine: Engine, protector: Protector
) -> None:
    """A project that is to begin some day would else be hidden, and all its payments with it."""
    later = "2099-01-01"
    facts = [
        fact("projects", project_code="P", effective_on=later),
        fact("contracts", contract_code="H", project_code="P", effective_on=later),
        fact("payees", payee_code="S", effective_on=later),
        fact("households", effective_on=later),
        fact("notices", effective_on=later),
    ]
    with engine.begin() as connection:
        import_rows(connection, protector, with_background(facts))
        horizon = connection.execute(text("SELECT ledger.take_horizon('2022-06-01')")).scalar()
        connection.execute(text(f"SET LOCAL mingzhang.horizon = '{horizon}'"))
        for noun in ("project", "contract", "payee", "person", "notice"):
            seen = connection.execute(text(f"SELECT count(*) FROM facts.{noun}")).scalar_one()
            assert seen >= 1, noun


#: A posting of each kind that can be said again, and the kind of voucher it stands under.
SAID_AGAIN = {
    "transfer_received": fact(
        "transfers", document_no="再", amount=7, occurred_on="2022-01-10", cash_on=""
    ),
    "transfer_issued": fact(
        "transfers",
        direction="issued",
        document_no="下",
        source_document="文",
        counterparty="990122",
        amount=7,
        occurred_on="2022-05-01",
    ),
    "assignment": fact(
        "assignments", project_code="Q", source_document="余", document_no="安排", amount=7
    ),
    "disbursement": fact(
        "disbursements", project_code="P", external_reference="Z", amount=7, payee_name="甲"
    ),
}
REST = fact("transfers", document_no="余", amount=1000, occurred_on="2022-01-10")


@pytest.mark.parametrize("event", SAID_AGAIN)
def test_what_was_reversed_and_is_said_again_is_passed_over_and_told(
    engine: Engine, protector: Protector, event: str
) -> None:
    again = SAID_AGAIN[event]
    background = with_background(
        [
            fact("transfers", document_no="文", amount=1000, occurred_on="2022-01-10"),
            fact("assignments", project_code="P", source_document="文", amount=500),
            REST,
            fact("projects", project_code="Q"),
        ]
    )
    with engine.begin() as connection:
        assert import_rows(connection, protector, background).problems == []
    with engine.begin() as connection:
        first = import_rows(connection, protector, [(again.sheet, completed(again))])
        assert first.problems == []
        connection.execute(
            text(
                "SELECT ledger.reverse_voucher(book_id, log_position, '2022-12-01', '错', '我')"
                " FROM ledger.voucher WHERE event = :event ORDER BY log_position DESC LIMIT 1"
            ),
            {"event": event},
        )
    outcome = offered(engine, protector, [again])
    assert outcome.problems == []
    assert [(note.code, note.row) for note in outcome.notes] == [("posted_and_reversed", 2)]
    assert sum(outcome.posted.values()) == 0


def test_a_step_said_again_is_recorded_once_and_named_where_it_differs(
    engine: Engine, protector: Protector
) -> None:
    def step(project: str = "P", **cells: str) -> Fact:
        return fact("project_steps", project_code=project, external_reference="步骤", **cells)

    projects = [fact("projects", project_code=each) for each in ("P", "Q")]
    with engine.begin() as connection:
        post(connection, protector, *projects, step(ends_on="2021-12-05"))
    again = offered(engine, protector, [step()])
    assert (again.problems, again.posted["project_steps"]) == ([], 0)
    [problem] = offered(engine, protector, [step("Q", ends_on="2021-12-06")]).problems
    assert problem.code == "same_reference_differs"
    assert all(each in problem.text.zh for each in ("2021-12-05", "项目编号"))
