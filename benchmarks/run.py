"""Measures the speed claims of design.md section 12 and prints each as a ratio in one run.

`make bench`; with figures as arguments it measures at another size: run.py 100000
"""

import os
import platform
import sys
import tempfile
from pathlib import Path

import bulk_import
import online_posting
import reconciling
import voucher_printing
from ground import Figure, Ground, table

PAYMENTS = 1_000_000


def main() -> int:
    """Measures everything; the exit code is 1 where a bar is not met."""
    payments = int(sys.argv[1]) if len(sys.argv) > 1 else PAYMENTS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="mz-bench-", ignore_cleanup_errors=True) as folder:
        ground = Ground(Path(folder))
        print("online posting ...", flush=True)
        figures += online_posting.measure(ground)
        print("bulk import ...", flush=True)
        figures += bulk_import.measure(ground, payments)
        print("voucher printing ...", flush=True)
        figures += voucher_printing.measure(ground)
        print("reconciling ...", flush=True)
        figures += reconciling.measure(ground)
        print("full run ...", flush=True)
        # It loads Great Expectations; a command started afterwards would be taken to be as large,
        # because Linux counts the memory of a process from before its program was loaded.
        import full_run  # noqa: PLC0415

        figures += full_run.measure(ground, payments)
        print("a run that rests upon the one before ...", flush=True)
        import incremental_run  # noqa: PLC0415

        figures += incremental_run.measure(ground, payments // 10)
        print("people kept apart ...", flush=True)
        import kept_apart  # noqa: PLC0415

        figures += kept_apart.measure(ground)
    print(f"\n{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
