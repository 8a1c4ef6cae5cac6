"""Removes, adds, doubles, swaps and moves rows of every sealed table."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from siege import Siege, Target

from ledger.evidence.findings import Finding
from ledger.evidence.shapes import COMMON_LOG

#: A place in a log.
At = tuple[int, int]
#: How many tables are attacked at once where all logs are looked at.
TOGETHER = 6
#: Where a row is put while another takes its place.
ASIDE = -1


@dataclass(frozen=True)
class Attacked:
    """What was done to a table, where it has to be found, and what is found."""

    name: str
    relation: str
    places: list[At]
    findings: list[Finding]

    @property
    def missed(self) -> list[At]:
        """The places at which nothing is found."""
        found = {(one.log_id, one.position) for one in self.findings}
        return [place for place in self.places if place not in found]

    def __str__(self) -> str:
        said = "; ".join(one.said.en for one in self.findings[:5])
        return f"{self.name} {self.relation} {self.places}: {said}"


def attack_rows(siege: Siege, seed: int) -> Iterator[Attacked]:
    """Each kind of attack on each table that has the rows for it, chosen by a seed."""
    chance = random.Random(seed)  # noqa: S311  (chooses what is tried)
    for name, attack in ATTACKS.items():
        # What stands beyond all books is looked for when all are verified, and so of several tables
        # at once.
        everywhere = name in BETWEEN_LOGS
        for relations in batched(sorted(siege.rows), TOGETHER if everywhere else 1):
            with siege.attack(name, 0):
                tried = [(each, attack(siege, siege.rows[each], chance)) for each in relations]
                done = [(relation, places) for relation, places in tried if places is not None]
                if not done:
                    continue
                findings = siege.look() if everywhere else siege.look_around(done[0][1][0][0])
            siege.tally[name] += len(done)
            for relation, places in done:
                yield Attacked(
                    name,
                    relation,
                    places,
                    [one for one in findings if (one.log_id, one.position) in places],
                )


def batched(relations: Sequence[str], number: int) -> Iterator[Sequence[str]]:
    """So many at a time."""
    for start in range(0, len(relations), number):
        yield relations[start : start + number]


def remove(which: Callable[[list[Target]], Target | None]) -> "Attack":
    """Removes one of the rows of a log."""

    def attack(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
        target = which(of_one_log(rows, chance))
        if target is None:
            return None
        assert siege.done(f"DELETE FROM {target.relation} WHERE {target.here}") == 1
        return [place_of(target)]

    return attack


def of_one_log(rows: list[Target], chance: random.Random, least: int = 1) -> list[Target]:
    """The rows in a log that has enough of them; none where no log has."""
    by_log: dict[int, list[Target]] = {}
    for row in rows:
        by_log.setdefault(row.log_id, []).append(row)
    enough = [found for _, found in sorted(by_log.items()) if len(found) >= least]
    return chance.choice(enough) if enough else []


def place_of(target: Target) -> At:
    """Where a row was sealed."""
    return target.log_id, target.position


def copied(siege: Siege, target: Target, **other: object) -> None:
    """Writes a row once more, with other values in some columns."""
    names = [f'"{name}"' for (name,) in siege.asked(OF_TABLE, relation=target.relation)]
    values = [
        f"CAST(:{name.strip(chr(34))} AS bigint)" if name.strip('"') in other else name
        for name in names
    ]
    done = siege.done(
        f"INSERT INTO {target.relation} ({', '.join(names)}) SELECT {', '.join(values)}"
        f" FROM {target.relation} WHERE {target.here} LIMIT 1",
        **other,
    )
    assert done == 1


OF_TABLE = (
    "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:relation AS regclass)"
    " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)


def double(siege: Siege, rows: list[Target], chance: random.Random) -> list[At]:
    """Writes a row twice."""
    target = chance.choice(rows)
    copied(siege, target)
    return [place_of(target)]


def insert_between(siege: Siege, rows: list[Target], chance: random.Random) -> list[At]:
    """Writes a row at the place of another fact."""
    target, (other,) = chance.choice(rows), chance.sample(siege.rows[chance.choice(LARGE)], 1)
    # After the last fact of a log there is none to stand in the place of: the first, then.
    next_to_it = target.position % end_of(siege, target.log_id) + 1
    place = other.position if other.log_id == target.log_id else next_to_it
    copied(siege, target, log_position=place)
    return [(target.log_id, place)]


#: Tables of which every log has rows.
LARGE = ("ledger.entry", "ledger.voucher")


def insert_beyond(siege: Siege, rows: list[Target], chance: random.Random) -> list[At]:
    """Writes a row after the last of its log, or before the first."""
    target = chance.choice(rows)
    end = end_of(siege, target.log_id)
    place = chance.choice([end + 1, end + 2, end + 10**6, 0])
    copied(siege, target, log_position=place)
    return [(target.log_id, place)]


def end_of(siege: Siege, log_id: int) -> int:
    """The position of the last fact of a log; the first has 1."""
    [(end,)] = siege.asked(
        "SELECT tree_size FROM ledger.log_tree WHERE log_id = :log_id", log_id=log_id
    )
    return int(str(end))


def swap_places(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Has two rows of a log stand in each other's place."""
    there = of_one_log(rows, chance, 2)
    return reorder(siege, chance.sample(there, 2)) if there else None


def rotate_places(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Has three rows of a log stand in another order."""
    there = of_one_log(rows, chance, 3)
    return reorder(siege, chance.sample(there, 3)) if there else None


def reorder(siege: Siege, targets: list[Target]) -> list[At]:
    """Has each row stand where the next did."""
    relation = targets[0].relation
    said = f"UPDATE {relation} SET log_position = :place WHERE"
    assert siege.done(f"{said} {targets[0].here}", place=ASIDE) == 1
    for before, target in pairwise(targets):
        assert siege.done(f"{said} {target.here}", place=before.position) == 1
    aside = Target(targets[0].shape, targets[0].log_id, ASIDE)
    assert siege.done(f"{said} {aside.here}", place=targets[-1].position) == 1
    return [place_of(target) for target in targets]


def swap_values(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Has two rows of a log hold each other's value in a column."""
    there = of_one_log(rows, chance, 2)
    if not there:
        return None
    one, other = chance.sample(there, 2)
    for column in chance.sample(one.shape.columns[2:], len(one.shape.columns) - 2):
        values = siege.value(one, column.name), siege.value(other, column.name)
        if values[0] != values[1]:
            assert siege.sets(one, column.name, values[1])
            assert siege.sets(other, column.name, values[0])
            return [place_of(one), place_of(other)]
    return None


def replace(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Has a copy of one row stand in place of another."""
    there = of_one_log(rows, chance, 2)
    if not there:
        return None
    one, other = chance.sample(there, 2)
    assert siege.done(f"DELETE FROM {other.relation} WHERE {other.here}") == 1
    copied(siege, one, log_position=other.position)
    return [place_of(other)]


def move_to_book(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Has a row stand in another book."""
    target = chance.choice(rows)
    book = another_book(siege, target, chance)
    if book is None:
        return None
    assert siege.done(f"UPDATE {target.relation} SET book_id = {book} WHERE {target.here}") == 1
    return [place_of(target), (book, target.position)]


def copy_to_book(siege: Siege, rows: list[Target], chance: random.Random) -> list[At] | None:
    """Writes a row into another book too."""
    target = chance.choice(rows)
    book = another_book(siege, target, chance)
    if book is None:
        return None
    copied(siege, target, book_id=book)
    return [(book, target.position)]


def another_book(siege: Siege, target: Target, chance: random.Random) -> int | None:
    """A book, or a number that is none's; None for a fact of no book."""
    if target.log_id == COMMON_LOG:
        return None
    books = {row.log_id for row in siege.rows["ledger.voucher"]} - {target.log_id}
    return chance.choice([*sorted(books), 4711])


Attack = Callable[[Siege, list[Target], random.Random], list[At] | None]
ATTACKS: dict[str, Attack] = {
    "first removed": remove(lambda there: there[0]),
    "one in the middle removed": remove(
        lambda there: there[len(there) // 2] if there[2:] else None
    ),
    "last removed": remove(lambda there: there[-1] if there[1:] else None),
    "doubled": double,
    "inserted between": insert_between,
    "inserted beyond": insert_beyond,
    "two swapped": swap_places,
    "three reordered": rotate_places,
    "two values swapped": swap_values,
    "replaced by another": replace,
    "moved to another book": move_to_book,
    "copied to another book": copy_to_book,
}
#: What is done to more than one log.
BETWEEN_LOGS = ("inserted beyond", "moved to another book", "copied to another book")
