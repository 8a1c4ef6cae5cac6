"""Changes every column of every sealed table, each in some row, and notes what is found of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from siege import Siege, Target, type_of

from ledger.evidence.findings import Finding
from ledger.evidence.shapes import SALT

#: How a value of a type is made another.
MADE = {
    "integer": "({c} + {n})::text",
    "bigint": "({c} + {n})::text",
    "numeric": "({c} + {n})::text",
    "text": "{c} || chr(20000 + {n})",
    "boolean": "(NOT {c})::text",
    "date": "({c} + {n})::text",
    "timestamp with time zone": "({c} + {n} * INTERVAL '1 microsecond')::text",
    "bytea": "set_byte({c}, 0, (get_byte({c}, 0) + {n}) % 256)::text",
    "uuid": "md5({c}::text || '{n}')::uuid::text",
    "jsonb": "({c} || jsonb_build_object('n', {n}))::text",
    "text[]": "({c} || '{n}'::text)::text",
}
#: What is put where nothing is.
PUT = {
    "integer": "7",
    "bigint": "7",
    "numeric": "7",
    "text": "补",
    "boolean": "true",
    "date": "2022-02-02",
    "timestamp with time zone": "2022-02-02 02:02:02+00",
    "bytea": r"\x00",
    "jsonb": "{}",
    "text[]": "{补}",
}
#: Columns that say where a fact stands: whoever changes one moves it.
PLACES = ("log_position", "book_id")
#: How many other columns are changed at once, each in a row of its own: every one is to be found at
#: its place.
TOGETHER = 5


@dataclass(frozen=True)
class Changed:
    """A column that was changed, what it held, what was put there, and what is found of it."""

    target: Target
    column: str
    before: str | None
    after: str | None
    findings: list[Finding]

    @property
    def moves(self) -> bool:
        """Whether the fact stands elsewhere by it: a fact of no book may be about one."""
        return self.column in PLACES[: 1 if self.target.shape.common else 2]

    @property
    def at_its_place(self) -> list[Finding]:
        """What is found at the very position that was attacked."""
        place = self.target.log_id, self.target.position
        return [one for one in self.findings if (one.log_id, one.position) == place]

    @property
    def named(self) -> list[Finding]:
        """What is found that says which column it is."""
        return [one for one in self.at_its_place if one.column is not None]

    def __str__(self) -> str:
        said = "; ".join(one.said.en for one in self.findings)
        return f"{self.target}.{self.column}: {self.before} -> {self.after}: {said}"


def change_columns(siege: Siege, *, common: bool, seed: int) -> Iterator[Changed]:
    """Changes each column of each table, of books or of no book, in rows chosen by a seed."""
    chance = random.Random(seed)  # noqa: S311  (chooses what is tried)
    for _, rows in sorted(siege.rows.items()):
        if rows[0].shape.common != common:
            continue
        columns = rows[0].shape.columns
        personal = [column.name for column in columns if column.personal]
        for column in columns:
            if column.name in PLACES:
                yield from change(siege, some_rows(rows, chance, 1), [column.name], chance)
        left = [column.name for column in columns if column.name not in PLACES]
        while left:
            there = some_rows(rows, chance, min(TOGETHER, len(left)))
            now, left = left[: len(there)], left[len(there) :]
            yield from change(siege, there, now, chance)
        if personal:
            # The salt of a row in which nothing is personal is of no use, and seals nothing.
            salted = [row for row in rows if any(siege.value(row, name) for name in personal)]
            if salted:
                yield from change(siege, some_rows(salted, chance, 1), [SALT], chance)


def some_rows(rows: list[Target], chance: random.Random, number: int) -> list[Target]:
    """Rows of one log, which may have fewer: small books are chosen as often as large ones."""
    log_id = chance.choice(sorted({row.log_id for row in rows}))
    there = [row for row in rows if row.log_id == log_id]
    return chance.sample(there, min(number, len(there)))


def change(
    siege: Siege, targets: list[Target], columns: list[str], chance: random.Random
) -> Iterator[Changed]:
    """Puts another value into a column of each row, taken back when all have been looked at."""
    changed = list(zip(targets, columns, strict=True))
    before = [siege.value(target, column) for target, column in changed]
    # A fact that is said to be of another book is looked for in all of them.
    everywhere = "book_id" in columns
    with siege.attack("column changed", len(columns)):
        after = [put_another(siege, target, column, chance) for target, column in changed]
        findings = siege.look() if everywhere else siege.look_around(targets[0].log_id)
    for (target, column), old, new in zip(changed, before, after, strict=True):
        yield Changed(target, column, old, new, findings)


def put_another(siege: Siege, target: Target, column: str, chance: random.Random) -> str | None:
    """Another value than there is: one made of it, one of another row, or none."""
    kind = type_of(siege.connection, target.relation, column)
    base = kind.split("(")[0]
    made = MADE[base].format(c=f'"{column}"', n=chance.randrange(1, 200))
    [(drawn,)] = siege.asked(f"SELECT {made} FROM {target.relation} WHERE {target.here}")
    elsewhere = siege.asked(
        f'SELECT DISTINCT "{column}"::text FROM {target.relation}'
        f' WHERE "{column}" IS NOT NULL ORDER BY 1 LIMIT 50'
    )
    values = [drawn, None, *chance.sample([value for (value,) in elsewhere], len(elsewhere))[:1]]
    chance.shuffle(values)
    for value in [*values, PUT.get(base)]:
        after = None if value is None else str(value)
        if siege.sets(target, column, after):
            return after
    raise AssertionError((target, column))
