"""Every form in which people write an amount, a day or a number is read for what it means."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from workbooks import BASE, import_sheets, payment, payments

from ledger.imports import cells
from ledger.imports.problems import CellProblem
from ledger.personal import Protector

FULL_WIDTH = str.maketrans("0123456789,.-/", "０１２３４５６７８９，．－／")

amounts = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal("999999999999.99"), places=2, allow_nan=False
)
days = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("1234.5", "1234.50"),
        ("1,234,567.89", "1234567.89"),
        ("１，２３４．５０", "1234.50"),
        (" 1 234 567 ", "1234567.00"),
        ("　1000　", "1000.00"),
        ("¥1,000.00", "1000.00"),
        ("￥1000元", "1000.00"),
        (1234, "1234.00"),
        (1234.56, "1234.56"),
        (0.1 + 0.2, "0.30"),
        ("0.01", "0.01"),
    ],
)
def test_an_amount_in_yuan_is_read_in_every_form(written: cells.Raw, yuan: str) -> None:
    assert Decimal(cells.money_yuan(written)) == Decimal(yuan)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("一千元", "not_money"),
        ("1.5万", "not_money"),
        ("1.5万元", "not_money"),
        ("1,23", "not_money"),
        ("1,2345", "not_money"),
        ("12 34", "not_money"),
        ("1_000", "not_money"),
        ("1.23E+07", "not_money"),
        ("nan", "not_money"),
        (float("inf"), "not_money"),
        (dt.date(2022, 1, 1), "not_money"),
        (True, "not_money"),
        ("0", "not_positive"),
        ("-5", "not_positive"),
        (-5.0, "not_positive"),
        ("1.005", "too_precise"),
        (1.005, "too_precise"),
        ("10000000000000000", "too_large"),
    ],
)
def test_what_is_not_an_amount_is_refused(written: cells.Raw, code: str) -> None:
    with pytest.raises(CellProblem) as refused:
        cells.money_yuan(written)
    assert refused.value.code == code


@given(amounts)
def test_an_amount_in_wan_becomes_yuan_exactly_however_it_is_written(yuan: Decimal) -> None:
    in_wan = yuan / 10000
    for written in (str(in_wan), f"{in_wan:,}", str(in_wan).translate(FULL_WIDTH), f" {in_wan} "):
        assert Decimal(cells.money_wan(written)) == yuan


@given(st.integers(1, 10**13))
def test_an_amount_in_wan_from_a_workbook_becomes_yuan_exactly(fen: int) -> None:
    # A workbook keeps binary fractions: of at most 15 digits each is the nearest to its decimal.
    yuan = Decimal(fen) / 100
    assert Decimal(cells.money_wan(float(yuan / 10000))) == yuan


@given(amounts)
def test_an_amount_in_yuan_keeps_every_fen(yuan: Decimal) -> None:
    for written in (str(yuan), f"{yuan:,}", str(yuan).translate(FULL_WIDTH), float(yuan)):
        assert Decimal(cells.money_yuan(written)) == yuan


@given(days)
def test_a_day_is_the_same_in_every_form(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    forms: list[cells.Raw] = [
        day,
        dt.datetime(day.year, day.month, day.day, 8, 30),  # noqa: DTZ001  (as workbooks have it)
        serial,
        float(serial),
        str(serial),
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d} 00:00:00",
        f"{day:%Y/%m/%d} 9:05",
        f"{day:%Y-%m-%d}".translate(FULL_WIDTH),
    ]
    assert {cells.date(form) for form in forms} == {day.isoformat()}


@pytest.mark.parametrize(
    "written",
    [
        "2018-02-30",
        "2018-13-01",
        "03-05-2018",
        "去年三月",
        "2018年3月",
        "1800-01-01",
        5,
        True,
        2018.3,
    ],
)
def test_what_is_not_a_day_is_refused(written: cells.Raw) -> None:
    with pytest.raises(CellProblem) as refused:
        cells.date(written)
    assert refused.value.code == "not_a_date"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020年2月", "2020-02-29\tmonth"),
        ("2020-05", "2020-05-31\tmonth"),
        ("2020年", "2020-12-31\tyear"),
        (2020, "2020-12-31\tyear"),
        ("2020/5/6", "2020-05-06\tday"),
        (43164, "2018-03-05\tday"),
    ],
)
def test_where_a_document_says_no_more_than_a_month_or_year_that_is_kept(
    written: cells.Raw, read: str
) -> None:
    assert cells.loose_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("邯财农[2022]15号", "邯财农〔2022〕15号"),
        ("邯财农（2022） 15 号", "邯财农〔2022〕15号"),
        ("邯财农【２０２２】１５号", "邯财农〔2022〕15号"),
    ],
)
def test_a_document_number_is_the_same_whatever_brackets_are_typed(written: str, read: str) -> None:
    assert cells.document(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("ＸＭ ００１", "XM001"), (" XM001 ", "XM001"), (130407.0, "130407"), ("00123", "00123")],
)
def test_a_code_is_the_same_whatever_width_and_space_are_typed(
    written: cells.Raw, read: str
) -> None:
    assert cells.code(written) == read


def test_a_long_code_that_excel_rounded_is_refused() -> None:
    for written in (1234567890123456789.0, "1.23457E+18"):
        with pytest.raises(CellProblem) as refused:
            cells.code(written)
        assert refused.value.code == "rounded_by_excel"


@pytest.mark.parametrize(
    ("written", "read"),
    [("3%", "3"), ("3 ％", "3"), ("3", "3"), (3.0, "3"), ("0.5", "0.5"), ("100", "100")],
)
def test_a_percentage_is_read_with_its_sign_or_without(written: cells.Raw, read: str) -> None:
    assert cells.percent(written) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (0.03, "percent_or_fraction"),
        *(
            (written, "not_a_percent")
            for written in ("101", "三成", "NaN", "Infinity", "-3", "1_0", "1e1", "+3", "٣", "3%%")
        ),
        (float("nan"), "not_a_percent"),
    ],
)
def test_a_percentage_that_is_unclear_is_never_guessed(written: cells.Raw, code: str) -> None:
    with pytest.raises(CellProblem) as refused:
        cells.percent(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("read", "letter", "limit"),
    [
        (cells.text, "字", cells.TEXT_LIMIT),
        (cells.text, "字 ", cells.TEXT_LIMIT),
        (cells.name, "字", cells.INDEXED_LIMIT),
        (cells.code, "X", cells.INDEXED_LIMIT),
        (cells.code, "Ｘ", cells.INDEXED_LIMIT),
        (cells.document, "号", cells.INDEXED_LIMIT),
    ],
)
def test_what_is_longer_than_can_be_kept_is_refused(
    read: Callable[[cells.Raw], str], letter: str, limit: int
) -> None:
    longest = (letter * limit)[:limit]
    assert len(read(longest)) <= limit
    with pytest.raises(CellProblem) as refused:
        read(longest + letter * 2)
    assert (refused.value.code, refused.value.details) == ("too_long", {"limit": limit})


@pytest.mark.parametrize(
    ("sheet", "header"),
    [("资金下达", "资金名称"), ("资金下达", "文号"), ("项目", "项目编号"), ("支付", "收款人名称")],
)
def test_the_longest_name_or_code_can_be_kept(
    connection: Connection, protector: Protector, sheet: str, header: str
) -> None:
    """Letters that take most bytes, no two alike: nothing can be packed."""
    longest = "".join(chr(0x20000 + number) for number in range(cells.INDEXED_LIMIT))
    sheets = {**BASE, "支付": payments(payment("ZF1"))}
    names, row = sheets[sheet]
    sheets |= {
        sheet: [names, [longest if n == header else c for n, c in zip(names, row, strict=True)]]
    }
    # What names the project or the document by its old name is left out.
    wanted = {sheet} if sheet != "支付" else set(sheets)
    outcome = import_sheets(connection, protector, {s: sheets[s] for s in wanted})
    assert outcome.problems == []


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_words_never_break_the_line_they_are_copied_in(words: str) -> None:
    try:
        read = cells.text(words)
    except CellProblem:
        return
    assert not set(read) & {"\t", "\n", "\r", "\x00"}


@pytest.mark.parametrize(
    ("written", "read"), [("302", "302"), (30217, "30217"), ("３０217", "30217")]
)
def test_an_economic_class_has_three_or_five_digits(written: cells.Raw, read: str) -> None:
    assert cells.economic_class(written) == read


@pytest.mark.parametrize("written", ["30", "3021", "302170", "50201", "公务接待费"])
def test_what_is_no_class_of_departments_spending_is_refused(written: cells.Raw) -> None:
    with pytest.raises(CellProblem) as refused:
        cells.economic_class(written)
    assert refused.value.code == "bad_economic_class"
