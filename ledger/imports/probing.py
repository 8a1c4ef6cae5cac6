"""Opens a workbook in a process of its own first, so that none ends the pages.

A workbook of a few kilobytes can ask for more memory than any machine has: with two cells at
opposite corners of a sheet, or by what it unpacks to. The reader then ends its whole process.
"""

import contextlib
import resource
import subprocess
import sys
from pathlib import Path

from ledger.errors import WrongUse
from ledger.imports.files import WORKBOOK_SUFFIXES

#: What opening a workbook may take; a full sheet of 20 columns takes less than half of it.
MOST_MEMORY = 6 << 30
#: In seconds; a full sheet takes about ten.
LONGEST = 300


def check_bearable(path: Path) -> None:
    """Refuses a workbook that cannot be opened within what an import may take.

    Raises:
        WrongUse: it cannot.
    """
    if path.suffix.lower() not in WORKBOOK_SUFFIXES:
        return
    command = [sys.executable, "-m", "ledger.imports.probing", str(path)]
    try:
        ended = subprocess.run(  # noqa: S603  (our own module)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        bearable = False
    else:
        bearable = ended.returncode == 0
    if not bearable:
        raise WrongUse(
            f"{path.name} 打开时占用内存太多：可能有的内容在很远的单元格"
            "（在每张表按 Ctrl+End 查看），请删去多余的行和列，另存后再上传。",
            f"{path.name} takes too much memory to open: some cell may be far away (press Ctrl+End "
            "in each sheet). Delete the rows and columns that are not needed and save it anew.",
        )


def probe(path: str) -> None:
    """Opens every sheet; what cannot be read at all is told by the import, in its words."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    # Where the system has no such limit, ending alone is all that is left.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name)
    except (CalamineError, OSError):
        return


if __name__ == "__main__":
    probe(sys.argv[1])
