"""A list of problems says once what is wrong with many rows, and leaves out no row of any."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledger.imports.problems import Problem, said
from ledger.imports.repeated_problems import together

MISSING = replace(said("required", "支付.xlsx", "支付"), column="M", header="收款人名称")
KINDS = st.sampled_from([MISSING, replace(MISSING, column="A"), said("required", "b", "支付")])


def at(*rows: int) -> list[Problem]:
    """The same in several rows."""
    return [replace(MISSING, row=row) for row in rows]


@given(st.lists(st.builds(lambda kind, row: replace(kind, row=row), KINDS, st.integers(1, 9))))
def test_every_problem_is_in_exactly_one_of_the_lines(problems: list[Problem]) -> None:
    lines = together(problems)
    told = [replace(each.problem, row=row) for each in lines for row in each.rows]
    order = {problem: at for at, problem in enumerate(dict.fromkeys(problems))}
    assert sorted(told, key=order.__getitem__) == sorted(problems, key=order.__getitem__)
    assert [each.problem for each in lines] == sorted(
        {each.problem for each in lines}, key=order.__getitem__
    )


def test_rows_in_a_run_are_named_by_their_first_and_last() -> None:
    [line] = together(at(*range(3, 3003)))
    assert (line.places, len(line.rows)) == ("3-3002", 3000)


def test_scattered_rows_are_named_one_by_one_as_far_as_that_can_be_read() -> None:
    assert together(at(3, 7, 9, 10, 11))[0].places == "3, 7, 9-11"
    assert together(at(*range(1, 99, 2)))[0].places == "1, 3, 5, 7, 9, 11 …"


def test_a_problem_of_a_sheet_has_no_row() -> None:
    [line] = together([MISSING])
    assert (line.places, line.rows) == ("", ())


def test_what_differs_in_value_or_sentence_stays_apart() -> None:
    other = replace(MISSING, row=4, value="0")
    assert len(together([*at(3), other, *at(5)])) == 2
