"""What is on record of a rule: the version that is run, its flags, and what a run of it takes."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from expectations.rule import Rule
from expectations.rule_data import rule_from_data

RECORD = """
SELECT
    (SELECT version FROM audits.rule_in_force WHERE rule_code = :code) AS version_in_force,
    (SELECT count(*) FROM audits.flag WHERE rule_code = :code) AS flags,
    judged.confirmed, judged.dismissed,
    latest.run_id, latest.as_of, latest.examined, latest.breached, latest.not_applicable,
    latest.seconds, latest.error
FROM (
    SELECT
        count(*) FILTER (WHERE latest.outcome = 'confirmed') AS confirmed,
        count(*) FILTER (WHERE latest.outcome = 'dismissed') AS dismissed
    FROM (
        SELECT DISTINCT ON (judged.book_id, judged.flag_id) judged.outcome
        FROM audits.flag_judgement AS judged
        INNER JOIN audits.flag AS flag
            ON judged.book_id = flag.book_id AND judged.flag_id = flag.flag_id
        WHERE flag.rule_code = :code
        ORDER BY judged.book_id, judged.flag_id, judged.judgement_id DESC
    ) AS latest
) AS judged
LEFT JOIN (
    SELECT run.as_of, went.*
    FROM audits.run_rule AS went
    INNER JOIN audits.run AS run ON went.run_id = run.run_id AND run.book_id IS NULL
    WHERE went.rule_code = :code
    ORDER BY went.run_id DESC
    LIMIT 1
) AS latest ON TRUE
"""


@dataclass(frozen=True)
class RuleRecord:
    """How it stands with a rule, as far as whoever asks may see."""

    #: None: no run has used the rule yet.
    version_in_force: int | None
    #: Ever recorded, seen or gone, in the books of whoever asks.
    flags: int
    #: Of these, what people found who verified them; a flag counts as it was judged last.
    confirmed: int
    dismissed: int
    #: The latest run over all books in which the rule was tried; None: none.
    run_id: int | None
    as_of: dt.date | None
    examined: int | None
    breached: int | None
    not_applicable: int | None
    seconds: Decimal | None
    error: str | None

    @property
    def precision(self) -> Decimal | None:
        """The share of the judged flags that were confirmed, in per cent; None: none was judged."""
        judged = self.confirmed + self.dismissed
        return round(Decimal(100 * self.confirmed) / judged, 1) if judged else None


def record_of(connection: Connection, code: str) -> RuleRecord:
    """What is on record of a rule, as far as whoever acts may see it."""
    found = connection.execute(text(RECORD), {"code": code}).mappings().one()
    return RuleRecord(**{name: found[name] for name in RuleRecord.__dataclass_fields__})


OF_RUN = """
SELECT version.rule_code, version.text
FROM audits.run_rule AS went
INNER JOIN audits.rule_version AS version
    ON went.rule_code = version.rule_code AND went.version = version.version
WHERE went.run_id = :run_id
"""


def rules_of_record(connection: Connection, run_id: int) -> dict[str, Rule]:
    """The rules of a run by code, each in the version that was run."""
    found = connection.execute(text(OF_RUN), {"run_id": run_id})
    return {row.rule_code: rule_from_data(row.text) for row in found}
