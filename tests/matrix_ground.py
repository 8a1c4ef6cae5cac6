"""The ledger of the matrix made ready for forms: each person finds it as it was, in a copy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from accounts import write_secret
from conftest import administer, copy_of
from matrix_people import PLACES
from matrix_requests import ask_for_parameter, ask_for_right
from matrix_story import Story
from matrix_tables import tables
from persons import EVERYWHERE, SECOND, TESTER, add_person, sign_in, token_of
from sqlalchemy import Connection, Engine, text

from ledger.database import acting_as, open_engine
from ledger.imports.drafting import draft_rows, review
from ledger.imports.outcomes import Request
from ledger.period_questions import act_on_period
from ledger.personal import Protector
from ledger.roles import ROLES
from ledger.statement_matches import match_by_hand

#: Somebody with every right everywhere: what they do not get done, its form was filled in wrong.
EVERYTHING = "everything"
#: What a place's numbers call the drafts and requests that wait there, each for an act of its own.
DRAFTS = ("to_review", "to_return", "to_post")
REQUESTS = ("to_release", "to_refuse")
#: A month that was closed at every place, and whose reopening somebody else asked for.
CLOSED_MONTH = 202112
#: The session that somebody signs out of.
LEAVING = "session that is left"
#: What every act may leave behind besides what it does: that it was done, or refused.
ON_RECORD = {"access_record"}


@dataclass(frozen=True)
class Ground:
    """That ledger, to be copied for each who acts in it."""

    server_url: str
    name: str
    protector: Protector
    data_dir: Path
    #: By place and what it names.
    numbers: dict[str, dict[str, int | str]] = field(default_factory=dict)

    @contextmanager
    def copied(self) -> Iterator[tuple[Engine, Engine]]:
        """A copy of it for one person: as the application and as the owner see it."""
        name = f"{self.name}_copy"
        url = copy_of(self.server_url, self.name, name)
        administer(self.server_url, f"ALTER DATABASE {name} RESET mingzhang.session")
        engine, owner = open_engine(url), open_engine(url, role=None)
        try:
            yield engine, owner
        finally:
            engine.dispose()
            owner.dispose()
            administer(self.server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def prepared_ground(server_url: str, story: Story, protector: Protector) -> Iterator[Ground]:
    """The ledger of a story, copied before anybody acted in it, with what waits for others."""
    story.engine.dispose()
    story.owner.dispose()
    name = f"{story.name}_forms"
    # Rules were run on it: what ran them keeps connections, and only what nobody is in is copied.
    left = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{story.name}'"
    administer(server_url, left)
    url = copy_of(server_url, story.name, name)
    engine, owner = open_engine(url), open_engine(url, role=None)
    ground = Ground(server_url, name, protector, story.data_dir / "forms")
    with owner.begin() as connection:
        add_person(connection, EVERYTHING, *((role, EVERYWHERE, True) for role in ROLES))
        sign_in(connection, EVERYTHING)
        write_secret(connection, EVERYTHING)
    for place, division in PLACES.items():
        numbers = story.numbers[place] | match_and_close(engine, story.numbers[place])
        numbers |= {each: draft(engine, ground, division, each) for each in DRAFTS}
        acting = acting_as(engine, token_of(TESTER))
        assert review(acting, protector, ground.data_dir, int(numbers["to_post"])).problems == []
        with owner.begin() as connection:
            numbers |= {each: ask_for_right(connection, division) for each in REQUESTS}
            numbers |= {
                f"rule_{each}": ask_for_parameter(connection, division) for each in REQUESTS
            }
        ground.numbers[place] = numbers
    engine.dispose()
    owner.dispose()
    yield ground
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def match_and_close(engine: Engine, numbers: dict[str, int | str]) -> dict[str, int | str]:
    """Matches the line of a place with its payment, and closes a month; somebody asks it back."""
    book = int(numbers["book_id"])
    with acting_as(engine, token_of(SECOND)).begin() as connection:
        match = match_by_hand(connection, book, int(numbers["line_id"]), [str(numbers["name"])])
        act_on_period(connection, book, "closed", CLOSED_MONTH, "测试")
        act_on_period(connection, book, "reopening_asked", CLOSED_MONTH, "测试")
    return {"match_id": match}


def draft(engine: Engine, ground: Ground, division: str, code: str) -> int:
    """Somebody's draft of a project at a place."""
    row = {"book": division, "project_code": code, "name": "新"}
    acting = acting_as(engine, token_of(SECOND))
    kept = draft_rows(acting, ground.protector, "projects", [row], Request(), key=division + code)
    assert kept.draft_id is not None, kept.problems
    return kept.draft_id


def sign_in_elsewhere(owner: Connection, login: str) -> int:
    """Two more sessions of somebody, on other devices; the number of the one not to sign out of."""
    sign_in(owner, login, LEAVING)
    sign_in(owner, login, "session of another device")
    found = owner.execute(
        text("SELECT max(session_number) FROM ledger.web_session WHERE login = :login"),
        {"login": login},
    ).scalar_one()
    return int(found)


def state_of(owner: Engine, numbers: dict[str, int | str]) -> dict[str, str]:
    """All that is on record of a place, by table, as one digest each."""
    asked = []
    for table in tables():
        if "book_id" in table.columns:
            where = f"each.book_id = {numbers['book_id']}"
        elif "division_id" in table.columns:
            where = f"each.division_id = '{numbers['division']}'"
        elif "login" in table.columns:
            where = f"each.login = '{numbers['resident']}'"
        else:
            continue
        if table.name not in ON_RECORD:
            asked.append(
                f"SELECT '{table.name}' AS name, md5(coalesce(string_agg(each::text, '|'"
                f" ORDER BY each::text), '')) AS digest FROM {table} AS each WHERE {where}"
            )
    with owner.connect() as connection:
        found = connection.execute(text(" UNION ALL ".join(asked)))
        return {row.name: row.digest for row in found}
