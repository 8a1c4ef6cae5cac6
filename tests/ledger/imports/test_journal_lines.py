"""Vouchers of other software are kept as each export had them, and post nothing."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector


def voucher(number: int = 1, amount: str = "100", **more: object) -> tuple[Fact, ...]:
    """A payment from the treasury: a line of either side."""
    cells = {"voucher_number": number} | more
    return (
        fact("journal_lines", debit=amount, account_name="一般公共预算本级支出", **cells),
        fact("journal_lines", credit=amount, line_number=2, **cells),
    )


def line(**more: object) -> Fact:
    """One line."""
    return fact("journal_lines", **({"debit": "100"} | more))


def kept(engine: Engine) -> list[tuple[object, ...]]:
    """The vouchers that are on record, as the views show them."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT exported_on::text, voucher_word || voucher_number, debit::text, lines,"
                " is_current FROM facts.journal_voucher ORDER BY exported_on, voucher_number"
            )
        )
        return [tuple(row) for row in rows]


def test_an_export_is_kept_once_and_a_later_one_beside_it(
    engine: Engine, protector: Protector
) -> None:
    first = (*voucher(1), *voucher(2, "-20", voucher_word="付"))
    assert codes(send(engine, protector, *first)) == []
    again = send(engine, protector, *first, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["journal_lines"]) == ([], 0)
    assert codes(send(engine, protector, *voucher(1, "90", exported_on="2022-07-05"))) == []
    assert kept(engine) == [
        ("2022-06-05", "记1", "100.00", 2, False),
        ("2022-06-05", "付2", "-20.00", 2, False),
        ("2022-07-05", "记1", "90.00", 2, True),
    ]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ledger.voucher")).scalar() == 0


@pytest.mark.parametrize(
    ("wrong", "code", "header"),
    [
        (line(period="202200"), "not_a_period", "会计期间"),
        (line(period="20225"), "not_a_period", "会计期间"),
        (line(debit="0", line_number=2), "journal_line_sides", "借方金额(元)"),
        (line(credit="100", line_number=2), "journal_line_sides", "借方金额(元)"),
        (line(exported_on="2199-01-01"), "day_to_come", "导出日期"),
        (line(debit="101"), "same_reference_differs", "借方金额(元)"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    engine: Engine, protector: Protector, wrong: Fact, code: str, header: str
) -> None:
    assert codes(send(engine, protector, line())) == []
    (problem,) = send(engine, protector, wrong).problems
    assert (problem.code, problem.header) == (code, header)


def test_a_line_twice_in_one_import_is_refused(engine: Engine, protector: Protector) -> None:
    assert codes(send(engine, protector, line(), line(debit="1"))) == ["same_reference_twice"]
