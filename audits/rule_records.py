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
    latest.run_id, latest.as_of, latest.examined, latest.breached, latest.not_applicable,
    latest.seconds, latest.error
FROM (SELECT) AS one
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
    #: The latest run over all books in which the rule was tried; None: none.
    run_id: int | None
    as_of: dt.date | None
    examined: int | None
    breached: int | None
    not_applicable: int | None
    seconds: Decimal | None
    error: str | None


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
