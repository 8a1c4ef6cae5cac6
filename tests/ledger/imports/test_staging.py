"""An import has the staging tables that its posting functions read, and no others."""

import re
from pathlib import Path

import pytest

from ledger.imports.catalogue import POSTING, SHEETS
from ledger.imports.staging import needed

FUNCTIONS = Path(__file__).parents[3] / "ledger/sql/functions"
STAGED = {name: sheet.key for sheet in SHEETS for name in sheet.staging_tables}


def read_by(function: str, seen: set[str]) -> set[str]:
    """The sheets whose staging tables a function names, itself or in what it calls."""
    path = FUNCTIONS / f"{function}.sql"
    if function in seen or not path.exists():
        return set()
    seen.add(function)
    words = path.read_text()
    named = {STAGED[name] for name in re.findall(r"\bstaged_[a-z_]+\b", words) if name in STAGED}
    called = set(re.findall(r"\bledger\.([a-z_]+)\(", words))
    return named.union(*(read_by(each, seen) for each in called))


@pytest.mark.parametrize(("function", "keys"), POSTING)
def test_what_a_posting_function_reads_is_there_whichever_of_its_sheets_is(
    function: str, keys: tuple[str, ...]
) -> None:
    read = read_by(function, set())
    # One posts what another of the same sheet left for it to post.
    assert read or function == "import_carried_cash"
    for key in keys:
        assert read <= {sheet.key for sheet in needed({key})}
