"""What a trial leaves in the planner's statistics does not mislead who imports after it."""

from pathlib import Path

from builders import COUNTY
from sqlalchemy import Engine, text
from workbooks import ASSIGNMENTS, BASE, payment, payments, write_csv

from ledger.imports.importing import import_path
from ledger.imports.outcomes import Outcome, Request
from ledger.personal import Protector

COUNTED = "SELECT reltuples, relpages FROM pg_class WHERE oid = 'ledger.disbursement'::regclass"


def counted(owner: Engine) -> tuple[float, int]:
    """How many payments the planner takes there to be, on how many pages."""
    with owner.connect() as connection:
        return tuple(connection.execute(text(COUNTED)).one())


def folder_of_payments(folder: Path) -> Path:
    """Some thousand payments to as many payees, in a year, and what they stand on."""
    rich = [*ASSIGNMENTS[:1], [*ASSIGNMENTS[1][:-1], "900000"]]
    for name, rows in {**BASE, "资金安排": rich}.items():
        write_csv(folder / f"{name}.csv", rows)
    paid = [payment(f"ZF{n}", "1", 收款人名称=f"示范户{n}", 摘要="产业" * 40) for n in range(9000)]
    header, *_ = payments()
    write_csv(folder / "支付.csv", [[*header, "摘要"], *paid])
    return folder


def tried(engine: Engine, protector: Protector, folder: Path) -> Outcome:
    """A trial of the folder, which is in order."""
    outcome = import_path(engine, protector, folder, Request(dry_run=True))
    assert outcome.problems == []
    return outcome


def test_a_trial_of_many_rows_counts_a_table_that_is_taken_for_empty(
    engine: Engine, owner: Engine, protector: Protector, tmp_path: Path
) -> None:
    folder = folder_of_payments(tmp_path)
    autocommit = owner.execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        # A vacuum of the server's own in between would take the empty pages away.
        connection.execute(text("ALTER TABLE ledger.disbursement SET (autovacuum_enabled = FALSE)"))
    first = tried(engine, protector, folder)
    with autocommit.connect() as connection:
        # As the server does by itself after so many rows have come and gone.
        connection.execute(text("ANALYZE ledger.disbursement"))
    rows, pages = counted(owner)
    assert rows == 0
    assert pages > 0

    assert tried(engine, protector, folder) == first

    assert counted(owner)[0] > 1000


def test_the_sums_of_an_import_are_those_of_its_vouchers(
    engine: Engine, protector: Protector, tmp_path: Path
) -> None:
    outcome = tried(engine, protector, folder_of_payments(tmp_path))

    (paid,) = (each for each in outcome.sums if each.event == "disbursement")

    assert (paid.vouchers, str(paid.amount)) == (9000, "9000.00")
    assert COUNTY not in paid.book
