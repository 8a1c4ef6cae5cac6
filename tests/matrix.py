"""The matrix of rights as it was observed: asked of the ledger, and written as a document."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from matrix_commands import IN_VAIN, USERS
from matrix_commands import tried as commands_of
from matrix_forms import SENDERS, Came, forms
from matrix_forms import tried as forms_of
from matrix_functions import WITH_ALL_BELOW, allowed, calls
from matrix_functions import done as calls_of
from matrix_ground import Ground
from matrix_pages import VISITORS, visit
from matrix_people import PEOPLE, PLACES, STRANGERS, Actor
from matrix_story import Story
from matrix_tables import WRITES, tables
from matrix_tables import tried as rows_of
from sqlalchemy import Engine

from ledger.roles import POWERS, ROLES

#: Who stands over the columns: every role with the divisions below, then nobody.
BELOW = tuple(each for each in PEOPLE if each.reach == "below")
HERE = {each.role: each for each in PEOPLE if each.reach == "here"}
NOBODY = STRANGERS[0]
MARKS = {"own": "本", "child": "下", "parent": "上", "sibling": "邻"}
HEAD = """\
# The matrix of rights 权限矩阵

Written by `scripts/write_matrix.py` from what a real ledger answered; `tests/people/test_matrix.py`
holds it to that. 由 `scripts/write_matrix.py` 按真实账簿的回答写成，测试保证两者一致。

One person of each role holds it at a city with all below it 每个角色一人，设在市、含下级. There
are four books 四个账簿: **本** its own, **下** a county below it, **上** the province above it,
**邻** the city beside it. A letter says what was let through there, a point that nothing was.
"nobody" has the application's database password and no session. In tables and functions a forged
token, an ended session and a login in place of a token got the same as nobody, and roles without
"all below" 不含下级 the same but for **下**, cell by cell.
"""


class Observed:
    """What the ledgers answered to everybody; each is asked once.

    Args:
        filled: to the ledger with a row of each place in every table.
        story: the ledger with money in the books of all places.
        address: of the pages over that.
        ground: that ledger as it was before, for who changes it.
    """

    def __init__(self, filled: Engine, story: Story, address: str, ground: Ground) -> None:
        self.story = story
        self.rows = cache(partial(rows_of, filled))
        self.calls = cache(partial(calls_of, story))
        self.pages = cache(partial(visit, story, address))
        self.commands = cache(partial(commands_of, story))
        self.forms = cache(partial(forms_of, ground))


def name_of(actor: Actor) -> str:
    """The head of a column."""
    return "nobody 未登录" if actor.role is None else f"{ROLES[actor.role].zh} {actor.role}"


def grid(title: str, people: Iterable[Actor], rows: Mapping[str, Callable[[Actor], str]]) -> str:
    """A table: a row a thing, a column a person."""
    columns = list(people)
    lines = [
        f"| {title} | " + " | ".join(name_of(each) for each in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    lines += [
        f"| {name} | " + " | ".join(cell(each) for each in columns) + " |"
        for name, cell in rows.items()
    ]
    return "\n".join(lines) + "\n"


def letters(places: Iterable[str]) -> str:
    """The places at which something was let through."""
    found = set(places)
    return "".join(mark for place, mark in MARKS.items() if place in found) or "·"


def document(observed: Observed) -> str:
    """The whole document."""
    everybody = (*PEOPLE, *STRANGERS)
    parts = [
        HEAD,
        powers_part(),
        tables_part({each.name: observed.rows(each) for each in everybody}),
        functions_part({each.name: observed.calls(each) for each in everybody}, observed.story),
        pages_part({each.name: observed.pages(each) for each in VISITORS}),
        forms_part({each.name: observed.forms(each)[0] for each in SENDERS}),
        commands_part({each.name: observed.commands(each) for each in USERS}),
    ]
    return "\n".join(parts)


def powers_part() -> str:
    """What each role may do."""
    rows: dict[str, Callable[[Actor], str]] = {
        f"{words.zh} {words.en}": lambda actor, power=power: (  # type: ignore[misc]
            "✓" if actor.holds_anywhere(power) else "·"
        )
        for power, words in POWERS.items()
    }
    return "## Roles and powers 角色和权能\n\n" + grid("power 权能", BELOW, rows)


def tables_part(found: dict[str, dict[tuple[str, str, str], str]]) -> str:
    """Who reads the rows of which table, and who writes any without a function."""

    def seen(actor: Actor, table: str) -> str:
        came = found[actor.name]
        return letters(
            place
            for place in PLACES
            if came[table, "SELECT", place].isdigit() and came[table, "SELECT", place] != "0"
        )

    def written(actor: Actor, table: str, verb: str) -> str:
        came = found[actor.name]
        return letters(
            place
            for place in PLACES
            if came[table, verb, place].isdigit()
            and (came[table, verb, place] != "0" or verb == "TRUNCATE")
        )

    check_alike(lambda actor: {t.name: seen(actor, t.name) for t in tables()})
    reading: dict[str, Callable[[Actor], str]] = {
        f"`{table}`": lambda actor, name=table.name: seen(actor, name)  # type: ignore[misc]
        for table in tables()
    }
    writing: dict[str, Callable[[Actor], str]] = {
        f"{verb} `{table}`": lambda actor, name=table.name, verb=verb: written(actor, name, verb)  # type: ignore[misc]
        for table in tables()
        for verb in WRITES
        if any(written(actor, table.name, verb) != "·" for actor in (*PEOPLE, *STRANGERS))
    }
    tried = sum(len(came) for came in found.values())
    return (
        "## Tables: SELECT 读\n\n"
        + grid("table 表", (*BELOW, NOBODY), reading)
        + "\n## Tables: INSERT, UPDATE, DELETE, TRUNCATE 写\n\n"
        + f"{tried:,} statements were tried; of those that write, all were refused but these. "
        + f"共试 {tried:,} 条语句；写的除下列外全部拒绝。\n\n"
        + grid("statement 语句", (*BELOW, NOBODY), writing)
    )


def check_alike(cells: Callable[[Actor], dict[str, str]]) -> None:
    """What the head says of those who have no column: they got what their neighbour got."""
    for actor in BELOW:
        mine, theirs = (
            {name: cell.replace(MARKS["child"], "") or "·" for name, cell in cells(each).items()}
            for each in (actor, HERE[actor.role])
        )
        assert mine == theirs, actor.name
    for stranger in STRANGERS[1:]:
        assert cells(stranger) == cells(NOBODY), stranger.name


def functions_part(found: dict[str, dict[tuple[str, str], str]], story: Story) -> str:
    """Who is let through by which function."""

    def cell(actor: Actor, name: str) -> str:
        return letters(place for place in PLACES if allowed(name, found[actor.name][name, place]))

    names = sorted({name for name, _ in calls(story)})
    alike = [name for name in names if name not in WITH_ALL_BELOW]
    check_alike(lambda actor: {name: cell(actor, name) for name in alike})
    rows: dict[str, Callable[[Actor], str]] = {
        f"`{name}`": lambda actor, name=name: cell(actor, name)  # type: ignore[misc]
        for name in names
    }
    return (
        "## Functions 函数\n\nWhat a rule goes by holds in all books below: "
        f"{', '.join(sorted(WITH_ALL_BELOW))} take a right that reaches them. "
        "规则的参数和版本对下级也生效，须有含下级的权限。\n\n"
        + grid("function 函数", (*BELOW, NOBODY), rows)
    )


def pages_part(found: dict[str, dict[tuple[str, str], tuple[int, str]]]) -> str:
    """The answer to each address; of a book: in its own and in the neighbour's."""
    cells = next(iter(found.values()))

    def cell(actor: Actor, path: str) -> str:
        came = found[actor.name]
        return " ".join(str(came[path, place][0]) for place in PLACES if (path, place) in came)

    rows: dict[str, Callable[[Actor], str]] = {
        f"`{path}`": lambda actor, path=path: cell(actor, path)  # type: ignore[misc]
        for path in dict.fromkeys(path for path, _ in cells)
    }
    return (
        "## Pages 网页\n\nThe answers in 本 and in 邻; 303 leads to the sign-in. "
        "依次为本账簿、邻账簿；303 转到登录页。\n\n" + grid("GET", (*BELOW, NOBODY), rows)
    )


def forms_part(found: dict[str, Came]) -> str:
    """Who gets what done by which form, in their own book, in one below and in the neighbour's."""

    def cell(actor: Actor, name: str) -> str:
        came = found[actor.name]
        return letters(place for place in PLACES if came.get((name, place), "")[:1] == ("done",))

    rows: dict[str, Callable[[Actor], str]] = {
        f"`{name}`": lambda actor, name=name: cell(actor, name)  # type: ignore[misc]
        for name in forms()
    }
    return (
        "## Forms 表单\n\nWhat was done in 本, 下 and 邻; of no book: 本. Each was filled in so "
        "that it does what it is for, and what was refused changed nothing. "
        "每张表单都按能办成的内容填写，被拒绝的什么也没有改变。\n\n"
        + grid("POST", (*BELOW, NOBODY), rows)
    )


def commands_part(found: dict[str, dict[tuple[str, str], tuple[str, str]]]) -> str:
    """Who is let through by which command, in its own book and in the neighbour's."""
    cells = next(iter(found.values()))

    def cell(actor: Actor, name: str) -> str:
        came = found[actor.name]
        return letters(
            place
            for place in PLACES
            if (name, place) in came and came[name, place][0].startswith(("done", "stopped"))
        )

    rows: dict[str, Callable[[Actor], str]] = {
        f"`mingzhang {name}`": lambda actor, name=name: cell(actor, name)  # type: ignore[misc]
        for name in dict.fromkeys(name for name, _ in cells if name not in IN_VAIN)
    }
    return (
        "## Commands 命令\n\nIn 本 and in 邻; of no book: 本. Lists show what is within reach. "
        "列表只列权限之内的。\n\n" + grid("command 命令", (*BELOW, NOBODY), rows)
    )
