"""What a rule is: the law, two queries, the sentence shown to people, and worked examples.

A rule is data. Its file says `RULE = Rule(...)` and nothing else; `expectations.catalogue` finds
it, `expectations.checker` runs it.

    population   every subject of its kind: book_id, subject_id, happened_on, applicable, and
                 whatever columns the breach query wants to read
    breach       which of them do not hold: book_id, subject_id, amount_at_issue, due_on, then
                 evidence columns; it reads `subject`, the applicable rows of the population that
                 happened while the rule was in force, and may join `scope` (one row a book, with
                 every parameter as a column) and any view of the schema facts; an evidence column
                 named `severity` overrides the rule's own for that row

Both are plain SELECTs in the SQL that PostgreSQL and Spark share. `{as_of}` stands for the day of
the run; nothing else is filled in, and no query asks what day it is.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal

from ledger.language import Text

__all__ = [
    "Basis",
    "Example",
    "Fact",
    "Parameter",
    "Rule",
    "RuleResult",
    "Severity",
    "Text",
    "fact",
]

Tier = Literal["P1", "P2", "P3"]

CODE = re.compile(r"[A-Z]{2}-[0-9]{2}")
_FORBIDDEN = re.compile(r"\b(now|current_date|current_timestamp|localtimestamp)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")


class Severity(IntEnum):
    """How serious a breach is, and the colour of its warning."""

    TIP = 1  # 蓝
    NOTICE = 2  # 黄
    HIGH = 3  # 橙
    GRAVE = 4  # 红


@dataclass(frozen=True)
class Basis:
    """One ground a rule stands on. `confirmed` says that its text was read, not remembered."""

    text: Text
    confirmed: bool


@dataclass(frozen=True)
class Parameter:
    """A number of a rule that divisions may set for themselves; a column of `scope`.

    `own` marks a threshold of ours, without legal force.
    """

    name: str
    default: int | Decimal
    meaning: Text
    own: bool = False

    @property
    def sql_type(self) -> str:
        """Whole numbers count days and the like; other numbers are amounts and shares."""
        return "INTEGER" if isinstance(self.default, int) else "NUMERIC(18, 4)"


@dataclass(frozen=True)
class Fact:
    """One row of the workbook: a sheet, and its columns by key, as a clerk would type them."""

    sheet: str
    cells: dict[str, str]


def fact(sheet: str, **cells: object) -> Fact:
    """One row of the workbook; dates and amounts may be given as Python has them."""
    return Fact(sheet, {key: str(value) for key, value in cells.items()})


@dataclass(frozen=True)
class Example:
    """Facts, the day of the run, and the subjects that the rule must name, by their reference.

    Rows that an example does not care about are filled in by the tests: a book, a date, a fund
    line, whatever a sheet requires.
    """

    title: Text
    as_of: dt.date
    facts: tuple[Fact, ...]
    finds: tuple[str, ...] = ()
    #: How many subjects the rule does not apply to; None where the example does not say.
    not_applicable: int | None = None


@dataclass(frozen=True)
class Rule:
    """A rule, whole. `subject` is the view of the schema facts that its subjects are rows of."""

    code: str
    version: int
    title: Text
    severity: Severity
    tier: Tier
    basis: tuple[Basis, ...]
    in_force_from: dt.date
    subject: str
    population: str
    breach: str
    sentence: Text
    advice: Text
    examples: tuple[Example, ...]
    parameters: tuple[Parameter, ...] = ()
    in_force_until: dt.date | None = None
    #: Why this day, where the law's own day is not known.
    in_force_note: Text | None = None
    #: Whether a breach lies in something not being on record. Such a rule is not applied to books
    #: that hold only part of what happened (`facts.book.partial`).
    rests_on_absence: bool = False
    #: What the rule does not test, and why.
    limits: Text | None = None
    #: Of an auditor's own rule: the division whose books, and those below, it reads. A rule that
    #: comes with the software reads all and has none.
    division: str | None = None
    #: Filled in by the catalogue: the folder the rule's file stands in.
    folder: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code}: a code is two capitals, a dash and two digits")
        for name, query in (("population", self.population), ("breach", self.breach)):
            asked = _FORBIDDEN.search(query)
            if asked:
                raise ValueError(f"{self.code}: the {name} query asks the clock: {asked[0]}")
            unknown = set(_PLACEHOLDER.findall(query)) - {"as_of"}
            if unknown:
                raise ValueError(f"{self.code}: the {name} query has unknown fields {unknown}")
        if not self.basis:
            raise ValueError(f"{self.code}: a rule stands on something")

    @property
    def confirmed(self) -> bool:
        """Whether every ground it stands on was read in its source."""
        return all(basis.confirmed for basis in self.basis)

    def as_data(self) -> dict[str, Any]:
        """Everything the rule says, as JSON has it."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_plain))
        del data["folder"]
        if self.division is None:
            # Said of own rules alone, so that the hash of every other stays what it was.
            del data["division"]
        return data

    @property
    def sha256(self) -> str:
        """The hash of everything it says: it changes when and only when the rule does."""
        canonical = json.dumps(
            self.as_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class ManualRule:
    """A rule that no query decides: it says who decides by hand, what they are asked, until when.

    `parameters` hold the days that the question may stand; it raises no flags.
    """

    code: str
    version: int
    title: Text
    severity: Severity
    tier: Tier
    basis: tuple[Basis, ...]
    in_force_from: dt.date
    #: Why no query decides it.
    reason: Text
    #: The power of who is asked, of ledger.roles.POWERS.
    decided_by: str
    question: Text
    parameters: tuple[Parameter, ...]
    limits: Text
    in_force_until: dt.date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether every ground it stands on was read in its source."""
        return all(basis.confirmed for basis in self.basis)


@dataclass(frozen=True)
class RuleResult:
    """What became of one rule: its counts, or the error that kept it from running."""

    rule: Rule
    seconds: float
    examined: int | None = None
    breached: int | None = None
    not_applicable: int | None = None
    error: str | None = None
    #: The run whose result was taken over for the books that had not changed; None: a full run.
    base_run_id: int | None = None
    #: A hash of all that it went by apart from the facts of the books.
    given: str | None = None


def _plain(value: object) -> str:
    if isinstance(value, dt.date | Decimal):
        return str(value)
    raise TypeError(f"{type(value)} has no place in a rule")
