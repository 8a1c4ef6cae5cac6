"""What others may ask of flags: which there are, what each rests on, and how a run went."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, text

from audits.alerting import severities
from audits.rule_book import rule_book
from audits.sentences import sentence
from expectations.rule import Rule
from ledger.belonging import belongings_of
from ledger.database import rows_of

#: A fact has few flags; a project with a thousand payments has no more shown of it.
MOST_ABOUT_ONE = 50


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
    #: The latest run that found it, and the day which that looked at.
    run_id: int
    as_of: dt.date
    amount_at_issue: Decimal | None
    due_on: dt.date | None
    evidence: dict[str, Any]
    #: How serious it is: as the breach says of itself, else as the rule says.
    severity: int
    #: The rule that named it.
    rule: Rule

    def sentence(self, language: str) -> str:
        """What is in doubt: the rule's sentence with the figures of the breach in it."""
        return sentence(
            self.rule,
            language,
            book=self.division_name,
            amount_at_issue=self.amount_at_issue,
            due_on=self.due_on,
            evidence=self.evidence,
        )


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
        breach.as_of, breach.amount_at_issue, breach.due_on, breach.evidence,
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
        SELECT found.run_id, run.as_of, found.amount_at_issue, found.due_on, found.evidence
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
        AND (
            CAST(:about AS jsonb) IS NULL
            OR (flag.rule_code, flag.subject_id) IN (
                SELECT rule_code, subject_id
                FROM jsonb_to_recordset(CAST(:about AS jsonb))
                    AS listed (rule_code text, subject_id bigint)
            )
        )
)
"""

FLAGS = (
    FOUND
    + """
SELECT
    flag_id, book_id, division_code, division_name, made_up, rule_code, subject_id, recorded_at,
    state, run_id, as_of, amount_at_issue, due_on, evidence, severity
FROM found
WHERE (:with_gone OR state <> 'gone') AND (:with_seen OR state = 'gone')
    AND (CAST(:severity AS integer) IS NULL OR severity = :severity)
ORDER BY severity DESC, amount_at_issue DESC NULLS LAST, rule_code, flag_id
LIMIT :limit OFFSET :offset
"""
)


class Wanted(TypedDict, total=False):
    """Which flags are asked for; what is left out does not matter, but for those gone."""

    book_id: int | None
    rule_code: str | None
    flag_id: int | None
    severity: int | None
    #: Rules with numbers of subjects, as JSON: only what they name of these.
    about: str | None
    #: Whether flags that are no longer seen are wanted too; not, if it is left out.
    with_gone: bool
    #: Whether flags that are seen are wanted; they are, if it is left out.
    with_seen: bool


def values(wanted: Wanted, book: dict[str, Rule]) -> dict[str, object]:
    """What the queries are filled with."""
    everything = {
        "book_id": None,
        "rule_code": None,
        "flag_id": None,
        "severity": None,
        "about": None,
        "with_gone": False,
        "with_seen": True,
        "rules": severities(book.values()),
    }
    return everything | dict(wanted)


def flags(
    connection: Connection, *, limit: int = 50, offset: int = 0, **wanted: Unpack[Wanted]
) -> list[FlagRow]:
    """Flags on record, the gravest and largest first."""
    book = rule_book(connection)
    rows = connection.execute(
        text(FLAGS), values(wanted, book) | {"limit": limit, "offset": offset}
    )
    return [FlagRow(**row, rule=book[row["rule_code"]]) for row in rows.mappings()]


def flags_about(connection: Connection, book_id: int, noun: str, number: int) -> list[FlagRow]:
    """Flags on record about a fact or what belongs to it, those no longer seen too."""
    subjects = [(noun, number), *belongings_of(connection, book_id, noun, number)]
    about = [
        {"rule_code": rule.code, "subject_id": subject_id}
        for subject, subject_id in subjects
        for rule in rule_book(connection).values()
        if rule.subject == subject
    ]
    return flags(
        connection, book_id=book_id, about=json.dumps(about), with_gone=True, limit=MOST_ABOUT_ONE
    )


@dataclass(frozen=True)
class FirstBreach:
    """What a flag was recorded with, in the run that saw it first."""

    run_id: int
    as_of: dt.date
    amount_at_issue: Decimal | None
    due_on: dt.date | None
    evidence: dict[str, Any]


FIRST_BREACH = """
SELECT
    breach.run_id, run.as_of, breach.amount_at_issue, breach.due_on, breach.evidence
FROM audits.flag AS flag
INNER JOIN audits.breach AS breach
    ON flag.book_id = breach.book_id AND flag.rule_code = breach.rule_code
    AND flag.subject_id = breach.subject_id AND flag.first_run_id = breach.run_id
INNER JOIN audits.run AS run ON breach.run_id = run.run_id
WHERE flag.book_id = :book_id AND flag.flag_id = :flag_id
"""


def first_breach(connection: Connection, book_id: int, flag_id: int) -> FirstBreach:
    """What a flag was recorded with; its later breaches are rows of their own."""
    found = connection.execute(text(FIRST_BREACH), {"book_id": book_id, "flag_id": flag_id})
    return rows_of(FirstBreach, found)[0]


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
    rows = connection.execute(text(COUNTS), values(wanted, rule_book(connection)))
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
