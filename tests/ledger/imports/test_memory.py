"""What an import keeps in memory does not grow with the file.

The full measure is `benchmarks/import_memory.py`; this keeps the promise from being broken unseen.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from builders import COUNTY, id_number
from workbooks import PAYMENT_HEADER, write_csv

#: Reads a file as an import does, all but the database, and tells its largest resident size. (What
#: getrusage tells a child begins with the size of its parent.)
READING = """
import sys
from pathlib import Path
from ledger.imports.background import InBackground
from ledger.imports.catalogue import sheet
from ledger.imports.converting import Conversion
from ledger.imports.files import open_path
from ledger.imports.headers import find_header
from ledger.imports.lookups import Lookups
from ledger.personal import DataKeys, Protector

(table,) = open_path(Path(sys.argv[1])).tables
header, _ = find_header(table, sheet("disbursements"), book_given=False)
protector = Protector(DataKeys(bytes(32), {1: bytes(32)}, Path()))
lookups = Lookups({sys.argv[2]: sys.argv[2]}, {}, {}, {sys.argv[2]: "county"}, protector)
conversion = Conversion(table, header, 0, lookups)
for _ in InBackground(conversion.slices()):
    pass
assert not conversion.problems
status = Path("/proc/self/status").read_text().splitlines()
(highest,) = [line.split()[1] for line in status if line.startswith("VmHWM:")]
print(conversion.rows, int(highest) // 1024)
"""
#: The promise is 300 MiB; what speaks to the database takes some 30 of them.
LIMIT = 260


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the figure")
def test_a_csv_file_in_which_nothing_repeats_is_read_within_its_memory(tmp_path: Path) -> None:
    count = 150_000
    header = [*PAYMENT_HEADER, "证件号码", "收款账号", "摘要", "附件指纹", "依据"]
    rows = (
        [
            COUNTY, f"ZF{n}", "2022-05-01", "XM1", f"示范户{n}", "100", "转账",
            id_number(n % 1000), f"6228{n:012}", f"第 {n} 笔", f"{n:064x}", f"档案 {n}",
        ]
        for n in range(count)
    )  # fmt: skip
    path = write_csv(tmp_path / "支付.csv", [header, *rows])
    read = subprocess.run(
        [sys.executable, "-c", READING, path, COUNTY],
        capture_output=True,
        text=True,
        check=True,
    )
    done, mebibytes = map(int, read.stdout.split())
    assert done == count
    assert mebibytes < LIMIT
