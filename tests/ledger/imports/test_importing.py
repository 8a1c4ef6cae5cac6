"""An import is all or nothing, and however often it is sent, a fact is posted once."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from builders import COUNTY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from workbooks import (
    BASE,
    fact_count,
    import_file,
    import_sheets,
    paid,
    payment,
    payments,
    post_base,
    rows_by_table,
    write_csv,
    write_workbook,
)

from ledger.imports.catalogue import FACTS, POSTING, SHEETS
from ledger.imports.files import open_path
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Request
from ledger.personal import Protector

CLERK = Request()
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'"
)


def test_one_wrong_cell_keeps_the_whole_file_out(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    before = rows_by_table(owner)
    sheets = {**BASE, "支付": payments(payment("ZF1"), payment("ZF2", "一千元"))}
    path = write_workbook(tmp_path / "县.xlsx", sheets)
    outcome = import_path(engine, protector, path, CLERK)
    assert len(outcome.problems) == 1
    assert not outcome.done
    assert rows_by_table(owner) == before


def test_one_wrong_file_keeps_the_whole_folder_out(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    before = rows_by_table(owner)
    for name, rows in BASE.items():
        write_csv(tmp_path / f"{name}.csv", rows)
    write_csv(tmp_path / "支付.csv", payments(payment("ZF1", 项目编号="XM9")), "gb18030")
    outcome = import_path(engine, protector, tmp_path, CLERK)
    assert [(p.file, p.code) for p in outcome.problems] == [("支付.csv", "unknown_project")]
    assert rows_by_table(owner) == before


def test_a_dry_run_says_what_would_be_posted_and_writes_nothing(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    before = rows_by_table(owner)
    path = write_workbook(tmp_path / "县.xlsx", {**BASE, "支付": payments(payment("ZF1"))})
    tried = import_path(engine, protector, path, Request(dry_run=True))
    assert tried.problems == []
    assert not tried.done
    assert rows_by_table(owner) == before
    done = import_path(engine, protector, path, CLERK)
    assert done.done
    assert done.posted == tried.posted


def test_the_same_file_again_is_said_to_be_known_and_posts_nothing(
    owner: Engine, engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", {**BASE, "支付": payments(payment("ZF1"))})
    assert import_path(engine, protector, path, CLERK).done
    before = rows_by_table(owner)
    path.rename(tmp_path / "改了名.xlsx")
    again = import_path(engine, protector, tmp_path / "改了名.xlsx", CLERK)
    assert again.imported_before is not None
    assert "测试员" in again.imported_before
    assert not again.done
    assert rows_by_table(owner) == before


def test_the_same_row_in_another_file_is_posted_once(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    first = {**BASE, "支付": payments(payment("ZF1"), payment("ZF2"))}
    second = {**BASE, "支付": payments(payment("ZF2"), payment("ZF3"))}
    import_file(connection, protector, write_workbook(tmp_path / "一.xlsx", first))
    outcome = import_file(connection, protector, write_workbook(tmp_path / "二.xlsx", second))
    assert outcome.problems == []
    assert {noun: count for noun, count in outcome.posted.items() if count} == {"disbursements": 1}
    assert [reference for reference, _ in paid(connection)] == ["ZF1", "ZF2", "ZF3"]


def test_the_same_reference_with_another_amount_is_refused_naming_what_differs(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    import_sheets(connection, protector, {"支付": payments(payment("ZF1", "100"))})
    outcome = import_sheets(connection, protector, {"支付": payments(payment("ZF1", "101"))})
    (problem,) = outcome.problems
    assert problem.code == "same_reference_differs"
    assert "金额(元)" in problem.text.zh
    assert paid(connection) == [("ZF1", Decimal(100))]


def test_a_withdrawal_dated_before_an_earlier_one_is_named_where_it_takes_too_much(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    late = payments(payment("ZF1", "400000", 支付日期="2022-06-01"))
    assert import_sheets(connection, protector, {"支付": late}).problems == []
    early = payments(payment("ZF2", "200000", 支付日期="2022-05-01"))
    (problem,) = import_sheets(connection, protector, {"支付": early}).problems
    assert (problem.code, problem.sheet, problem.row) == ("below_zero", "支付", 2)
    assert "100,000.00" in problem.text.zh


def test_a_reversal_of_money_that_is_spent_is_named(
    connection: Connection, protector: Protector
) -> None:
    post_base(connection, protector)
    received = connection.execute(
        text("SELECT period || '-' || number FROM facts.voucher WHERE event = 'transfer_received'")
    ).scalar_one()
    reversal = [
        ["账簿", "凭证号", "冲销日期", "冲销原因"],
        [COUNTY, received, "2022-06-01", "记错"],
    ]
    (problem,) = import_sheets(connection, protector, {"红字冲销": reversal}).problems
    assert (problem.code, problem.sheet, problem.row) == ("below_zero", "红字冲销", 2)


def test_a_workbook_may_be_exported_and_imported_under_another_name_without_harm(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    sheets = {**BASE, "支付": payments(payment("ZF1"))}
    import_file(connection, protector, write_workbook(tmp_path / "一.xlsx", sheets))
    for name, rows in sheets.items():
        write_csv(tmp_path / f"{name}.csv", rows, "gb18030")
    (tmp_path / "一.xlsx").unlink()
    before = fact_count(connection)
    outcome = import_file(connection, protector, tmp_path)
    assert not any(outcome.posted.values())
    # Only the file itself is recorded.
    assert fact_count(connection) == before + 1


rows_of_payments = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.decimals(Decimal("0.01"), Decimal("9999.99"), places=2),
        st.dates(dt.date(2022, 4, 1), dt.date(2022, 12, 31)),
        st.sampled_from(["张三", "李四", "示范公司"]),
        st.sampled_from(["转账", "一卡通", "现金"]),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda row: row[0],
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=rows_of_payments, order=st.randoms(use_true_random=False))
def test_importing_any_rows_again_in_any_order_and_parts_changes_nothing(
    connection: Connection,
    protector: Protector,
    rows: list,
    order,  # noqa: ANN001
) -> None:
    written = [
        payment(f"ZF{n}", str(amount), 支付日期=str(day), 收款人名称=payee, 支付方式=method)
        for n, amount, day, payee, method in rows
    ]
    with connection.begin_nested() as savepoint:
        post_base(connection, protector)
        first = import_sheets(connection, protector, {"支付": payments(*written)})
        assert first.problems == []
        known = paid(connection)
        assert known == sorted((f"ZF{n}", amount) for n, amount, *_ in rows)
        order.shuffle(written)
        part = written[: order.randint(1, len(written))]
        for again in (written, part):
            outcome = import_sheets(connection, protector, {**BASE, "支付": payments(*again)})
            assert outcome.problems == []
            assert not any(outcome.posted.values())
        assert paid(connection) == known
        assert balance_of_project(connection) == 500000 - sum(amount for _, amount in known)
        savepoint.rollback()


def balance_of_project(connection: Connection) -> Decimal:
    """What is left of the money assigned to the project."""
    found = connection.execute(
        text(
            "SELECT sum(balance.amount) FROM ledger.balance AS balance"
            " INNER JOIN ledger.book USING (book_id)"
            " WHERE division_id = :county AND kind = 'assigned'"
        ),
        {"county": COUNTY},
    )
    return Decimal(found.scalar_one())


def test_every_fact_names_the_file_and_the_row_it_came_from(
    connection: Connection, protector: Protector, tmp_path: Path
) -> None:
    sheets = {**BASE, "支付": payments(payment("ZF1"), payment("ZF2"))}
    path = write_workbook(tmp_path / "县.xlsx", sheets)
    import_file(connection, protector, path)
    found = connection.execute(
        text(
            "SELECT paid.external_reference, paid.import_row, batch.file_name, batch.file_sha256"
            " FROM ledger.disbursement AS paid"
            " INNER JOIN ledger.voucher AS voucher"
            " ON paid.book_id = voucher.book_id AND paid.voucher_id = voucher.log_position"
            " INNER JOIN ledger.import_batch AS batch"
            " ON voucher.book_id = batch.book_id AND voucher.import_id = batch.log_position"
            " ORDER BY 1"
        )
    ).all()
    sha256 = open_path(path).sha256
    assert [tuple(row) for row in found] == [
        ("ZF1", 2, "县.xlsx", sha256),
        ("ZF2", 3, "县.xlsx", sha256),
    ]


def test_the_sums_by_book_and_event_are_told_before_anything_is_posted(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    workbook = write_workbook(tmp_path / "一.xlsx", {**BASE, "支付": payments(payment("ZF1"))})
    told = import_path(engine, protector, workbook, Request(dry_run=True))
    assert told.opened_books == ["示范一县"]
    assert [(each.book, each.event, each.vouchers, each.amount) for each in told.sums] == [
        ("示范一县", "transfer_received", 1, Decimal("1000000.00")),
        ("示范一县", "cash_in", 1, Decimal("1000000.00")),
        ("示范一县", "assignment", 1, Decimal("500000.00")),
        ("示范一县", "disbursement", 1, Decimal("100.00")),
    ]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ledger.voucher")).scalar() == 0


def test_the_first_whole_account_of_a_partial_book_says_what_it_does(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    notices = write_workbook(tmp_path / "公示.xlsx", BASE)
    import_path(engine, protector, notices, Request(partial=True))
    further = write_workbook(tmp_path / "支付.xlsx", {"支付": payments(payment("ZF1"))})
    outcome = import_path(engine, protector, further, Request())
    assert [note.code for note in outcome.notes] == ["book_completed"]
    again = write_workbook(tmp_path / "支付二.xlsx", {"支付": payments(payment("ZF2"))})
    assert import_path(engine, protector, again, Request()).notes == []


def test_problems_stand_in_the_order_of_the_rows_whichever_step_found_them(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    rows = payments(payment("ZF1", 项目编号="XM9"), payment("ZF2", "一千元"))
    path = write_workbook(tmp_path / "县.xlsx", {**BASE, "支付": rows})
    problems = import_path(engine, protector, path, CLERK).problems
    assert [(each.row, each.code) for each in problems] == [
        (2, "unknown_project"),
        (3, "not_money"),
    ]


def test_an_import_posts_each_noun_once() -> None:
    functions = [function for function, _ in POSTING]
    assert sorted(set(functions)) == sorted(functions)
    assert {key for _, keys in POSTING for key in keys} == {each.key for each in SHEETS}
    assert {function.removeprefix("import_") for function in functions} == set(FACTS)
