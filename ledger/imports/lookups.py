"""What a cell is looked up in: divisions by code and name, and the words of choices."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from ledger.errors import WrongUse
from ledger.imports import cells
from ledger.imports.cells import Raw
from ledger.imports.columns import Column
from ledger.imports.problems import CellProblem, describe
from ledger.personal import Protector

#: Digits of a code that is looked up whole; a village's twelve stand for their township's nine.
VILLAGE_DIGITS = 12
TOWNSHIP_DIGITS = 9
COUNTY_DIGITS = 6
BOOK_LEVELS = {"province", "city", "county"}
#: Between values: it stands in no code and no name.
BETWEEN = "\x1f"
#: As one text a column: there are tens of thousands, and every import reads them all, even one of
#: one row.
DIVISIONS = """
SELECT ids, levels, codes, names, named
FROM (
    SELECT
        coalesce(string_agg(division_id, :between), '') AS ids,
        coalesce(string_agg(level, :between), '') AS levels
    FROM ledger.division
) AS division
CROSS JOIN (
    SELECT
        coalesce(string_agg(code, :between), '') AS codes,
        coalesce(string_agg(name, :between), '') AS names,
        coalesce(string_agg(division_id, :between), '') AS named
    FROM ledger.division_code
) AS division_code
"""
#: The others.
LEVEL_ZH = {"central": "中央", "township": "乡镇"}


@dataclass(frozen=True)
class Lookups:
    """All divisions by code and by name, and the key that personal numbers are protected with."""

    codes: dict[str, str]
    names: dict[str, str]
    #: The names that several divisions have, with all of these.
    several: dict[str, set[str]]
    levels: dict[str, str]
    protector: Protector
    #: The division whose book takes rows that name none.
    default_book: str | None = None

    def division(self, raw: Raw) -> str:
        """The division a code or name means.

        Raises:
            CellProblem: there is none, or several have that name.
        """
        words = cells.code(raw)
        if words.isdecimal():
            for digits in (VILLAGE_DIGITS, TOWNSHIP_DIGITS, COUNTY_DIGITS):
                if len(words) >= digits and words[:digits] in self.codes:
                    return self.codes[words[:digits]]
            raise CellProblem("unknown_division")
        if words in self.several:
            raise CellProblem("ambiguous_division", codes="、".join(sorted(self.several[words])))
        if words not in self.names:
            raise CellProblem("unknown_division")
        return self.names[words]

    def book(self, raw: Raw) -> str:
        """The division whose book a row goes into.

        Raises:
            CellProblem: there is no such division, or its level keeps no book.
        """
        division_id = self.division(raw)
        level = self.levels[division_id]
        if level not in BOOK_LEVELS:
            raise CellProblem("not_a_book_level", level=level, level_zh=LEVEL_ZH[level])
        return division_id

    def choices(self, column: Column) -> Callable[[Raw], str]:
        """The conversion of a column that has a list of values."""
        meanings = {
            cells.narrow(words).lower(): choice.code
            for choice in column.choices
            for words in (*choice.text, choice.code, *choice.aliases)
        }

        def convert(raw: Raw) -> str:
            code = meanings.get(cells.narrow(raw).lower())
            if code is None:
                raise CellProblem(
                    "not_a_choice",
                    choices_zh="、".join(choice.text.zh for choice in column.choices),
                    choices_en=", ".join(choice.text.en for choice in column.choices),
                )
            return code

        return convert


def read_lookups(
    connection: Connection, protector: Protector, default_book: str | None = None
) -> Lookups:
    """The lookups of an import, read once.

    Args:
        connection: to the ledger.
        protector: of personal numbers.
        default_book: the code or name of the division whose book takes rows that name none.

    Raises:
        WrongUse: there is no such division, or its level keeps no book.
    """
    found = connection.execute(text(DIVISIONS), {"between": BETWEEN}).one()
    ids, levels, codes, names, named = (str(column).split(BETWEEN) for column in found)
    meaning = dict(zip(names, named, strict=True))
    several: dict[str, set[str]] = {}
    for name, division_id in zip(names, named, strict=True):
        if meaning[name] != division_id:
            several.setdefault(name, {meaning[name]}).add(division_id)
    lookups = Lookups(
        codes=dict(zip(codes, named, strict=True)),
        names=meaning,
        several=several,
        levels=dict(zip(ids, levels, strict=True)),
        protector=protector,
    )
    if default_book is None:
        return lookups
    try:
        return replace(lookups, default_book=lookups.book(default_book))
    except CellProblem as problem:
        said = describe(problem.code, problem.details)
        raise WrongUse(
            f"账簿 {default_book}：{said.zh}", f"Book {default_book}: {said.en}"
        ) from None
