"""Runs commands of the tests, each in a process of its own forked off this one.

A command has to load for a second what it then uses for a tenth of one. This process has loaded the
libraries and the ledger, once for all commands of a test session; what `cli` imports and decides is
left to each. It is asked on its standard input, a line of JSON a command, and answers with the exit
code.
"""

import gc
import importlib
import json
import os
import random
import runpy
import sys
import warnings
from pathlib import Path

LOADED = (
    *(
        "alembic.command",
        "argon2",
        "cryptography.fernet",
        "openpyxl",
        "psycopg2",
        "python_calamine",
    ),
    *("rich.console", "rich.progress", "rich.table", "sqlalchemy.dialects.postgresql", "typer"),
    *("ledger.imports.drafting", "ledger.migrations.tables", "xlsxwriter"),
)


def load() -> None:
    """Loads what commands use; a warning on the way would be one of theirs, and ends it."""
    with warnings.catch_warnings(action="error"):
        for name in LOADED:
            importlib.import_module(name)
        tables = sys.modules["ledger.migrations.tables"]
        tables.import_all()


def become(asked: dict[str, object]) -> None:
    """Makes this process one that somebody started with that command, from outside."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate((os.devnull, asked["out"], asked["err"])):
        opened = os.open(name, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["mingzhang", *asked["arguments"]]
    random.seed()


def serve() -> None:
    """Answers one line after the other; returns in the process of each command, and at the end."""
    for line in sys.stdin:
        command = os.fork()
        if not command:
            become(json.loads(line))
            runpy.run_module("cli.main", run_name="__main__", alter_sys=True)
            return
        _, status = os.waitpid(command, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    load()
    # What is loaded is not looked through for garbage, and so stays shared.
    gc.freeze()
    serve()
