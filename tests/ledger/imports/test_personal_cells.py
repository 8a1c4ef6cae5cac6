"""ID numbers and credit codes are checked to the last digit, and leave only protected."""

import datetime as dt

import pytest
from builders import id_number
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from ledger.identities import id_check_digit, is_credit_code, is_id_number
from ledger.imports import personal_cells
from ledger.imports.problems import CellProblem
from ledger.personal import Protector

#: Examples of the standards themselves: GB 11643-1999, and codes of bodies that publish theirs.
ID_NUMBERS = ["11010519491231002X"]
CREDIT_CODES = ["91110000600037341L", "911100001000044477"]

persons = st.builds(
    lambda region, born, order: f"{region}{born:%Y%m%d}{order:03d}",
    st.integers(110000, 659999),
    st.dates(dt.date(1900, 1, 1), dt.date(2024, 12, 31)),
    st.integers(0, 999),
)


def why_refused(raw: object, protector: Protector) -> CellProblem:
    """What an ID number's cell is refused with."""
    with pytest.raises(CellProblem) as refused:
        personal_cells.id_number(raw, protector)
    return refused.value


@pytest.mark.parametrize("number", ID_NUMBERS)
def test_the_example_of_the_standard_is_an_id_number(number: str) -> None:
    assert is_id_number(number)


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_published_credit_codes_are_valid(code: str, protector: Protector) -> None:
    assert is_credit_code(code)
    assert personal_cells.identity(code, protector)


@given(persons)
def test_our_check_digit_is_that_of_an_independent_library(first_17: str) -> None:
    assert id_check_digit(first_17) == ric.calc_check_digit(first_17 + "0")


@given(persons, st.integers(0, 16), st.integers(1, 9))
def test_a_mistyped_digit_never_passes(first_17: str, position: int, change: int) -> None:
    number = first_17 + id_check_digit(first_17)
    digit = str((int(number[position]) + change) % 10)
    assert not is_id_number(number[:position] + digit + number[position + 1 :])


@given(persons, st.integers(0, 15))
def test_two_exchanged_digits_never_pass(first_17: str, position: int) -> None:
    number = first_17 + id_check_digit(first_17)
    exchanged = number[:position] + number[position + 1] + number[position] + number[position + 2 :]
    assert exchanged == number or not is_id_number(exchanged)


def test_an_id_number_that_excel_rounded_is_refused_saying_so(protector: Protector) -> None:
    for raw in (110105194912310020, 1.1010519491231e17, "1.10105E+17", "110105194912310000"):
        assert why_refused(raw, protector).code == "rounded_by_excel"


def test_a_wrong_check_digit_is_refused_naming_the_right_one(protector: Protector) -> None:
    problem = why_refused("110105194912310021", protector)
    assert problem.code == "bad_id_number"
    assert "X" in str(problem.details["why_zh"])


@pytest.mark.parametrize(
    ("number", "reason"),
    [("11010519491231002", "17 位"), ("11010519491331002X", "不是日期"), ("张三", "2 位")],
)
def test_what_is_no_id_number_is_refused_with_the_reason(
    number: str, reason: str, protector: Protector
) -> None:
    assert reason in str(why_refused(number, protector).details["why_zh"])


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_an_id_number_is_the_same_whatever_width_case_and_space(
    written: str, protector: Protector
) -> None:
    read = personal_cells.id_number(written, protector)
    assert read.split("\t")[0] == "\\\\x" + protector.identity(ID_NUMBERS[0]).hashed.hex()


def test_the_old_15_digit_number_is_the_same_person(protector: Protector) -> None:
    old = personal_cells.id_number("110105491231002", protector)
    new = personal_cells.id_number("11010519491231002X", protector)
    assert old.split("\t")[0] == new.split("\t")[0]


@given(st.integers(0, 17))
def test_a_credit_code_with_one_mistyped_character_is_refused(position: int) -> None:
    code = CREDIT_CODES[0]
    other = "7" if code[position] != "7" else "8"
    assert not is_credit_code(code[:position] + other + code[position + 1 :])


def test_a_wrong_credit_code_is_refused(protector: Protector) -> None:
    with pytest.raises(CellProblem) as refused:
        personal_cells.identity("91110000600037341M", protector)
    assert refused.value.code == "bad_identity"


def test_an_account_number_that_excel_rounded_is_refused(protector: Protector) -> None:
    with pytest.raises(CellProblem) as refused:
        personal_cells.account(6.22848040256489e18, protector)
    assert refused.value.code == "rounded_by_excel"


@pytest.mark.parametrize(
    "written",
    ["13812345678", 13812345678, 13812345678.0, "+86 138 1234 5678", "138-1234-5678",
     "８６１３８１２３４５６７８", "＋８６１３８１２３４５６７８", "008613812345678"],
)  # fmt: skip
def test_a_phone_is_the_same_however_it_is_written(written: object, protector: Protector) -> None:
    read = personal_cells.phone(written, protector).split("\t")
    assert read[0] == "\\\\x" + protector.phone("13812345678").hashed.hex()
    assert read[1] == "138****5678"


@pytest.mark.parametrize("written", ["12812345678", "1381234567", "138123456789", "0311-8123456"])
def test_what_is_no_mobile_number_is_refused(written: str, protector: Protector) -> None:
    with pytest.raises(CellProblem) as refused:
        personal_cells.phone(written, protector)
    assert refused.value.code == "bad_phone"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("11010519491231002", "110105…1002"),
        ("6228480402564890018", "622848…0018"),
        ("1381234567", "138…67"),
        ("62284804", "622…04"),
        ("张三", "张三"),
    ],
)
def test_a_wrong_number_is_shown_in_part(words: str, shown: str) -> None:
    assert personal_cells.partly(words) == shown


def test_an_id_number_in_other_words_is_shown_in_part() -> None:
    words = "付张三11010519491231002X，凭证 GK20220522000001"
    assert personal_cells.without_id_numbers(words) == "付张三110105…002X，凭证 GK20220522000001"


def test_no_digit_of_the_middle_leaves_unprotected(protector: Protector) -> None:
    number = id_number(7)
    assert number[6:14] not in personal_cells.id_number(number, protector)
