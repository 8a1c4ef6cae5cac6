"""Each thing that can be wrong with a row is provoked, and named with its place and its words."""

import pytest
from adjustment_cases import ADJUSTMENT_CASES
from builders import OTHER_COUNTY, book_id
from ground_cases import GROUND_CASES
from movement_cases import MOVEMENT_CASES
from period_acts import act
from problem_cases import CASES, HOUSEHOLD, HOUSEHOLD_HEADER, replaced
from source_cases import SOURCE_CASES
from sqlalchemy import Connection
from statement_cases import STATEMENT_CASES
from workbooks import import_sheets, payment, payments, post_base

from ledger.imports import converting
from ledger.imports.problem_words import CATALOGUE, NOTES
from ledger.personal import Protector

ALL_CASES = (
    CASES | MOVEMENT_CASES | ADJUSTMENT_CASES | SOURCE_CASES | GROUND_CASES | STATEMENT_CASES
)
#: Provoked in tests of their own: in a real workbook, with thousands of rows, after a reversal,
#: in rows that programs send, in the tests of their sheet.
ELSEWHERE = {
    "merged_amount",
    "too_many_problems",
    "posted_and_reversed",
    "registered_changes",
    "book_completed",
    "not_text",
    "unknown_field",
    "wrong_type",
    "wrong_form",
    "no_rows",
    "key_of_other_rows",
    "pledge_incomplete",
    "not_a_fiscal_year",
    "budget_document_required",
    "terms_without_issue",
    "change_incomplete",
    "check_before_start",
    "check_without_day_or_answer",
    "part_above_whole",
    "entitlements_overlap",
    "confirmation_incomplete",
    "split_from_itself",
    "split_incomplete",
    "evaluation_of_project",
    "bid_of_other_day",
}


def test_every_problem_of_the_catalogue_is_provoked_by_a_test() -> None:
    assert set(ALL_CASES) | ELSEWHERE == set(CATALOGUE)
    assert not set(ALL_CASES) & ELSEWHERE


@pytest.mark.parametrize("code", ALL_CASES)
def test_a_problem_names_its_place_its_value_and_what_is_expected(
    code: str, connection: Connection, protector: Protector
) -> None:
    case = ALL_CASES[code]
    post_base(connection, protector)
    for sheets in case.before:
        assert import_sheets(connection, protector, sheets).problems == []
    if case.close_may:
        act(connection, book_id(connection), "closed", 202205)

    outcome = import_sheets(connection, protector, case.sheets)

    said = outcome.notes if code in NOTES else outcome.problems
    found = [problem for problem in said if problem.code == code]
    assert len(found) == 1, [str(problem) for problem in outcome.problems]
    problem = found[0]
    assert (problem.row, problem.column, problem.value) == (case.row, case.column, case.value)
    assert problem.file == "试.xlsx"
    assert problem.sheet in {*case.sheets, ""}
    for words in problem.text:
        assert words
        assert "{" not in words
        assert "None" not in words
    assert problem.text.zh != problem.text.en
    if code not in NOTES:
        assert outcome.problems == [problem]
        assert not outcome.done
        assert outcome.posted == {}


def test_after_thousands_of_problems_the_rest_is_not_looked_at(
    connection: Connection, protector: Protector
) -> None:
    rows = [payment(f"ZF{n}", "一千元") for n in range(converting.PROBLEM_LIMIT + 10_000)]
    outcome = import_sheets(connection, protector, {"支付": payments(*rows)})
    assert [note.code for note in outcome.notes] == ["too_many_problems"]
    assert converting.PROBLEM_LIMIT <= len(outcome.problems) < len(rows)


def test_all_problems_of_a_file_are_named_at_once(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    outcome = import_sheets(
        connection,
        protector,
        {
            "农户": [HOUSEHOLD_HEADER, replaced(HOUSEHOLD, 4, "昨天")],
            "支付": payments(
                payment("ZF1"),
                payment("ZF2", "一千元", 支付方式="微信"),
                payment("ZF3", 项目编号="XM9"),
            ),
        },
    )
    assert [(p.sheet, p.row, p.column) for p in outcome.problems] == [
        ("农户", 2, "E"),
        ("支付", 3, "F"),
        ("支付", 3, "G"),
        ("支付", 4, "D"),
    ]
    assert not outcome.done


def test_another_countys_facts_are_not_mistaken_for_the_rows_own(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    rows = payments(payment("ZF1", 账簿=OTHER_COUNTY))
    outcome = import_sheets(connection, protector, {"支付": rows})
    assert [problem.code for problem in outcome.problems] == ["unknown_project"]
