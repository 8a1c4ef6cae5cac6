"""What others may ask of flags: which there are, what each rests on, and how a run went."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, text

from audits.alerting import severities
from expectations.catalogue import rule as rule_of
from expectations.catalogue import rules
from expectations.rule import Rule
from ledger.database import rows_of

DASH = "—"


@dataclass(frozen=True)
class FlagRow:
    """A flag with what its latest breach says."""

    flag_id: int
    book_id: int
    division_code: str
    division_name: str
    made_up: bool
    rule_code: str
    subject_id: int
    recorded_at: dt.datetime
    state: str
    run_id: int
    amount_at_issue: Decimal | None
    due_on: dt.date | None
    evidence: dict[str, Any]
    #: How serious it is: as the breach says of itself, else as the rule says.
    severity: int

    @property
    def rule(self) -> Rule:
        """The rule that named it."""
        return rule_of(self.rule_code)

    def sentence(self, language: str) -> str:
        """What is in doubt: the rule's sentence with the figures of the breach in it."""
        template = self.rule.sentence.zh if language == "zh" else self.rule.sentence.en
        words = {key: in_words(key, value) for key, value in self.evidence.items()}
        words |= {
            "book": self.division_name,
            "amount_at_issue": in_words("amount", self.amount_at_issue),
            "due_on": in_words("due_on", self.due_on),
        }
        # An earlier version of the rule may not have returned all that this one speaks of.
        return template.format_map(defaultdict(lambda: DASH, words))


#: Every flag with its latest breach and how grave that is; a breach may be graver than its rule.
#: What a run that looked back to an earlier day found says nothing of how it stands now.
FOUND = """
WITH rule AS (
    SELECT * FROM jsonb_to_recordset(CAST(:rules AS jsonb)) AS listed (code text, severity integer)
),
found AS (
    SELECT
        flag.flag_id, flag.book_id, book.division_code, book.division_name, book.made_up,
        flag.rule_code, flag.subject_id, flag.recorded_at, sighting.state, breach.run_id,
        breach.amount_at_issue, breach.due_on, breach.evidence,
        coalesce(CAST(breach.evidence ->> 'severity' AS integer), rule.severity) AS severity
    FROM audits.flag AS flag
    INNER JOIN rule ON flag.rule_code = rule.code
    INNER JOIN facts.book AS book ON flag.book_id = book.book_id
    INNER JOIN LATERAL (
        SELECT latest.state
        FROM audits.flag_sighting AS latest
        WHERE latest.book_id = flag.book_id AND latest.flag_id = flag.flag_id
        ORDER BY latest.run_id DESC
        LIMIT 1
    ) AS sighting ON TRUE
    INNER JOIN LATERAL (
        SELECT found.run_id, found.amount_at_issue, found.due_on, found.evidence
        FROM audits.breach AS found
        INNER JOIN audits.run AS run ON found.run_id = run.run_id AND NOT run.looks_back
        INNER JOIN audits.run_outcome AS ended ON found.run_id = ended.run_id
        WHERE found.book_id = flag.book_id AND found.rule_code = flag.rule_code
            AND found.subject_id = flag.subject_id
        ORDER BY found.run_id DESC
        LIMIT 1
    ) AS breach ON TRUE
    WHERE (CAST(:book_id AS integer) IS NULL OR flag.book_id = :book_id)
        AND (CAST(:rule_code AS text) IS NULL OR flag.rule_code = :rule_code)
        AND (CAST(:flag_id AS bigint) IS NULL OR flag.flag_id = :flag_id)
)
"""

FLAGS = (
    FOUND
    + """
SELECT
    flag_id, book_id, division_code, division_name, made_up, rule_code, subject_id, recorded_at,
    state, run_id, amount_at_issue, due_on, evidence, severity
FROM found
WHERE (:with_gone OR state <> 'gone') AND (:with_seen OR state = 'gone')
    AND (CAST(:severity AS integer) IS NULL OR severity = :severity)
ORDER BY severity DESC, rule_code, amount_at_issue DESC NULLS LAST, flag_id
LIMIT :limit OFFSET :offset
"""
)


class Wanted(TypedDict, total=False):
    """Which flags are asked for; what is left out does not matter, but for those gone."""

    book_id: int | None
    rule_code: str | None
    flag_id: int | None
    severity: int | None
    #: Whether flags that are no longer seen are wanted too; not, if it is left out.
    with_gone: bool
    #: Whether flags that are seen are wanted; they are, if it is left out.
    with_seen: bool


def values(wanted: Wanted) -> dict[str, object]:
    """What the queries are filled with."""
    everything = {
        "book_id": None,
        "rule_code": None,
        "flag_id": None,
        "severity": None,
        "with_gone": False,
        "with_seen": True,
        "rules": severities([(each.code, int(each.severity)) for each in rules()]),
    }
    return everything | dict(wanted)


def flags(
    connection: Connection, *, limit: int = 50, offset: int = 0, **wanted: Unpack[Wanted]
) -> list[FlagRow]:
    """Flags on record, the gravest and largest first."""
    rows = connection.execute(text(FLAGS), values(wanted) | {"limit": limit, "offset": offset})
    return rows_of(FlagRow, rows)


@dataclass(frozen=True)
class FlagCount:
    """How many flags of a book, rule and severity are seen, and how many no longer are."""

    book_id: int
    rule_code: str
    severity: int
    seen: int
    gone: int
    amount_at_issue: Decimal


COUNTS = (
    FOUND
    + """
SELECT
    book_id, rule_code, severity,
    count(*) FILTER (WHERE state <> 'gone') AS seen,
    count(*) FILTER (WHERE state = 'gone') AS gone,
    coalesce(sum(amount_at_issue) FILTER (WHERE state <> 'gone'), 0) AS amount_at_issue
FROM found
WHERE CAST(:severity AS integer) IS NULL OR severity = :severity
GROUP BY book_id, rule_code, severity
"""
)


def flag_counts(connection: Connection, **wanted: Unpack[Wanted]) -> list[FlagCount]:
    """How many flags there are, by book, rule and severity."""
    rows = connection.execute(text(COUNTS), values(wanted))
    return rows_of(FlagCount, rows)


@dataclass(frozen=True)
class Sighting:
    """A run in which it changed whether a flag is seen."""

    run_id: int
    state: str
    as_of: dt.date
    started_at: dt.datetime
    started_by: str


def sightings(connection: Connection, book_id: int, flag_id: int) -> list[Sighting]:
    """When a flag was first seen, no longer seen, and seen again."""
    rows = connection.execute(
        text(
            "SELECT sighting.run_id, sighting.state, run.as_of, run.started_at, run.started_by"
            " FROM audits.flag_sighting AS sighting INNER JOIN audits.run AS run USING (run_id)"
            " WHERE sighting.book_id = :book_id AND sighting.flag_id = :flag_id ORDER BY run_id"
        ),
        {"book_id": book_id, "flag_id": flag_id},
    )
    return rows_of(Sighting, rows)


def in_words(key: str, value: object) -> str:
    """A figure as people read it: amounts with their thousands parted, absent ones as a dash."""
    if value is None:
        return DASH
    if key.endswith("amount"):
        return f"{Decimal(str(value)):,.2f}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
