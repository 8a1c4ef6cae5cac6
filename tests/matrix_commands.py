"""What each role can do by every command, in its own book and in that of its neighbour."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import typer.main
from accounts import PASSWORD, quick_recipe
from click.testing import CliRunner
from keys import MASTER_FILE
from matrix_people import PEOPLE, STRANGERS, Actor
from matrix_story import Story
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

import audits.running
import cli.connecting
import ledger.passwords
from cli.main import app
from ledger.database import Role, open_engine
from ledger.errors import DataProblem, MingzhangError, Refused, WrongUse
from ledger.refusals import refusal_of
from ledger.settings import read_settings

#: That a person reads and writes only what is theirs.
PROMISE = 11
#: All commands, put together once.
COMMAND = typer.main.get_command(app)
#: How a command ends that was given wrong arguments.
MISUSED = 2

#: Those who are tried: each role with all below, and nobody.
EXPIRED = STRANGERS[2]
USERS = (*(each for each in PEOPLE if each.reach == "below"), STRANGERS[0], EXPIRED)
TRIED_PLACES = ("own", "sibling")
#: Commands about a book, by the power in it that they take, with their arguments.
OF_A_BOOK: dict[str, dict[str, str]] = {
    "book": {"checkpoint export": "--book {division}"},
    "money": {
        "attachments fetch": "{sha256} --to {folder}/{actor}-{place}.pdf",
        "attachments list": "{division} {name}",
        "balance": "{division}",
        "period check": "{division} 202205",
        "periods": "{division}",
        "receipt": "{division}/payment/ZF{division}",
        "reconcile book": "{division}",
        "statement": "{division} --csv",
        "trace": "{division} ZF{division} --csv",
        "trial-balance": "{division}",
        "vouchers list": "{division}",
        "vouchers print": "{division} --month 202205 -o {folder}/{actor}-{place}.pdf",
    },
    "finding": {"flags": "--book {division}"},
    "close": {
        "period ask": "{division} 202205 --reason 测试",
        "period close": "{division} 202201 --reason 测试",
        "period reopen": "{division} 202205 --reason 测试",
    },
    "match": {
        "reconcile match": "{division} {line_id} 202205-9",
        "reconcile unmatch": "{division} 9 --reason 测试",
    },
    "attach": {"attach": "{division} {name} {paper}"},
    "reveal": {"reveal": "{division} --payee SKR{division} --reason 测试"},
    "right": {
        "rights ask": "newcomer clerk {division} --reason 测试",
        "user add": "{actor}-{place} 新人 --division {division}",
        "user disable": "{resident}",
        "user enable": "{resident}",
        "user reset": "{resident}",
    },
    "release": {"rights release": "{request_id}", "rights refuse": "{request_id} --reason 测试"},
    "rule": {
        "rules refuse": "{rule_request_id} --reason 测试",
        "rules release": "{rule_request_id}",
        "rules set": (
            "BT-01 days_allowed 20 --division {division} --from 2022-01-01 --ground 测试"
        ),
    },
    "judge": {"judge": "{division} {flag_id} confirmed --note 测试"},
    "refer": {"refer": "{division} {flag_id} not_needed --on 2022-06-01 --note 测试"},
    "write": {"draft show": "{draft_id}"},
    "check": {"audit": "--book {division}"},
    "draft": {
        "enter": "projects book={division} project_code=XM9 name=新 --key {actor}-{place}",
        "import": "{projects}",
    },
    "subscribe": {"subscriptions add": "监督科 office@example.invalid --division {division}"},
}
#: Commands about no book, by the power that they take somewhere.
OF_NO_BOOK = {
    "finding": {
        "runs": "", "runs compare": "1", "runs export": "1 --to {folder}/{actor}.csv",
        "runs list": "",
    },
    "record": {"access": ""},
    "refer": {"referrals": ""},
    "rule": {"rules replay": "BT-01"},
}  # fmt: skip
#: Everybody's own: signing in, and out of the session that this began. Who did not sign in has
#: nothing to sign out of.
OF_ONES_OWN = {"whoami": "", "sign-in": "{actor}", "sign-out": ""}
IN_AND_OUT = {"sign-in", "sign-out"}
#: How it is told that somebody is not signed in, or not let in.
NOT_IN = ("session has ended", "Nobody is signed in", "The login or the password is wrong")
#: What is for whoever made the request or draft, which somebody else did, or for a draft that
#: waits, which this one does not: nobody gets anything done.
IN_VAIN = {
    "draft post": "{draft_id}",
    "draft return": "{draft_id} --reason 测试",
    "draft review": "{draft_id}",
    "draft withdraw": "{draft_id}",
    "rights withdraw": "{request_id}",
    "rules withdraw": "{rule_request_id}",
    # A version is run over all books, of which nobody here reaches all.
    "rules adopt": "BT-01 --ground 测试",
    "subscriptions end": "999",
    # No identity provider is set up here.
    "user link": "{resident} x",
}
#: Lists of what is within reach, which may be nothing.
LISTS = {
    "checkpoint keys": "", "draft": "", "jobs list": "", "rights": "", "rules show": "BT-01",
    "rules waiting": "", "statutory": "", "subscriptions": "", "user list": "",
}  # fmt: skip
#: What is done by whoever runs the server and has the database's own passwords, by no role; and
#: what needs no ledger.
OF_THE_OPERATOR = {
    "attachments verify", "checkpoint countersign", "checkpoint import", "checkpoint new-key",
    "demo", "jobs run", "jobs start", "keys", "keys rotate", "migrate", "rules", "seal",
    "statutory load", "template", "up", "user first", "verify", "version", "witness", "witness add",
    "witness dismiss", "witness key",
}  # fmt: skip
#: Groups that do nothing by themselves.
GROUPS = {"attachments", "checkpoint", "jobs", "period", "reconcile", "user", "vouchers"}


def commands() -> list[str]:
    """Every command, as people write it."""
    return sorted(walk(COMMAND, ""))


def walk(command: object, name: str) -> Iterator[str]:
    """A command and those below it."""
    for word, below in getattr(command, "commands", {}).items():
        yield f"{name} {word}".strip()
        yield from walk(below, f"{name} {word}".strip())


def said() -> list[str]:
    """Every command that is named above."""
    named = [*IN_VAIN, *LISTS, *OF_ONES_OWN, *OF_THE_OPERATOR, *GROUPS]
    for listed in (OF_A_BOOK, OF_NO_BOOK):
        named += [name for commands in listed.values() for name in commands]
    return sorted(named)


def tried(story: Story, actor: Actor) -> dict[tuple[str, str], tuple[str, str]]:
    """What came of all commands of somebody: the outcome, and what was said."""
    listed = [
        arguments
        for each in (*OF_A_BOOK.values(), *OF_NO_BOOK.values(), IN_VAIN, LISTS, OF_ONES_OWN)
        for arguments in each.items()
    ]
    found: dict[tuple[str, str], tuple[str, str]] = {}
    paper = story.data_dir / "说明.txt"
    paper.write_text("说明", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZHANG_SESSION", actor.token)
        patch.setenv("MINGZHANG_DATA_DIR", str(story.data_dir))
        patch.setenv("MINGZHANG_DATABASE_URL", story.url)
        patch.setenv("MINGZHANG_MASTER_KEY_FILE", str(MASTER_FILE))
        # Nobody signed in on this terminal either.
        patch.setenv("XDG_STATE_HOME", str(story.data_dir / "state"))
        patch.setenv("LANG", "en_US.UTF-8")
        settings = read_settings()
        patch.setattr(audits.running, "run", let_through)
        patch.setattr(ledger.passwords, "new_recipe", quick_recipe)
        # All commands of somebody share connections, as pages do: the database is asked the same.
        engine = open_engine(story.url)
        patch.setattr(cli.connecting, "open_engine", partial(kept_engine, engine))
        for name, arguments in listed:
            # On a terminal of its own, whose session they sign out of.
            there = replace(settings, session=None) if name in IN_AND_OUT else settings
            patch.setattr(cli.connecting, "find_ledger", lambda here=there: (here, story.url))
            of_a_place = "{" in arguments and name not in OF_ONES_OWN
            for place in TRIED_PLACES if of_a_place else ("own",):
                values = story.numbers[place] | {
                    "actor": actor.name,
                    "place": place,
                    "folder": str(story.data_dir),
                    "paper": str(paper),
                    "projects": str(projects_of(story, actor, place)),
                }
                words = [*name.split(), *arguments.format(**values).split()]
                done = CliRunner().invoke(COMMAND, words, input=f"{PASSWORD}\n")
                found[name, place] = outcome_of(done.exception), done.output
        engine.dispose()
    return found


def projects_of(story: Story, actor: Actor, place: str) -> Path:
    """A file of one project for the book of a place; everybody has their own."""
    file = story.data_dir / f"{actor.name}-{place}.csv"
    row = f"{story.numbers[place]['division']},XM-{actor.name},新"
    file.write_text(f"账簿,项目编号,项目名称\n{row}\n", encoding="utf-8")
    return file


def kept_engine(
    engine: Engine, url: str, role: Role | None = "mingzhang_app", **settings: Mapping[str, str]
) -> Engine:
    """The engine that is kept for all that act as it does: settings only make them faster."""
    return engine if role == "mingzhang_app" else open_engine(url, role, **settings)


def let_through(*_: object, **__: object) -> None:
    """Stands for a run, which takes long: whoever comes so far was let through."""
    raise DataProblem("通过", "let through")


def outcome_of(error: BaseException | None) -> str:
    """Done; refused by promise 11 or not there; stopped by something else; or failed."""
    if isinstance(error, DBAPIError):
        error = refusal_of(error) or error
    if isinstance(error, SystemExit) and error.code == MISUSED:
        return "failed: wrong arguments"
    if error is None or isinstance(error, SystemExit):
        return "done"
    if isinstance(error, Refused) and error.promise == PROMISE:
        return "refused"
    if isinstance(error, DataProblem | WrongUse) and "out of reach" in str(error):
        return "refused"
    if isinstance(error, Refused) and any(words in str(error) for words in NOT_IN):
        return "refused"
    return f"{'stopped' if isinstance(error, MingzhangError) else 'failed'}: {error}"


def expected(actor: Actor, name: str, place: str) -> tuple[str, ...]:
    """How the outcomes begin that fit somebody's right."""
    if name in OF_ONES_OWN:
        return ("done",) if actor.role is not None or name == "sign-out" else ("refused",)
    if actor == EXPIRED:
        return ("refused",)
    if name in LISTS:
        return ("done",)
    if name in IN_VAIN:
        return ("refused", "stopped")
    for power, listed in OF_A_BOOK.items():
        if name in listed:
            return ("done", "stopped") if actor.holds(power, place) else ("refused",)
    power = next(power for power, listed in OF_NO_BOOK.items() if name in listed)
    return ("done",) if actor.holds_anywhere(power) else ("refused",)
