"""What a run leaves on record: itself, what became of each rule, and the flags it saw."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from expectations.incremental import Base
from expectations.rule import RuleResult


def begin_run(
    connection: Connection,
    as_of: dt.date,
    book_id: int | None,
    started_by: str,
    *,
    looks_back: bool = False,
) -> tuple[int, int]:
    """Records the run and what it can see; returns its id and its horizon's."""
    horizon_id = connection.execute(
        text("SELECT ledger.take_horizon(:as_of)"), {"as_of": as_of}
    ).scalar_one()
    run_id = connection.execute(
        text(
            "INSERT INTO audits.run"
            " (horizon_id, as_of, book_id, looks_back, started_at, started_by) VALUES"
            " (:horizon_id, :as_of, :book_id, :looks_back, clock_timestamp(), :started_by)"
            " RETURNING run_id"
        ),
        {
            "horizon_id": horizon_id,
            "as_of": as_of,
            "book_id": book_id,
            "looks_back": looks_back,
            "started_by": started_by,
        },
    ).scalar_one()
    return run_id, horizon_id


#: The last run of each rule over the same books, as of no later day, that may be rested upon.
BASES = """
SELECT DISTINCT ON (went.rule_code)
    went.rule_code, run.run_id, run.horizon_id, run.as_of, went.version, went.examined,
    went.not_applicable, went.given
FROM audits.run_rule AS went
INNER JOIN audits.run AS run ON went.run_id = run.run_id
INNER JOIN audits.run_outcome AS ended ON went.run_id = ended.run_id
WHERE went.error IS NULL AND went.given IS NOT NULL AND run.as_of <= :as_of
    AND run.book_id IS NOT DISTINCT FROM CAST(:book_id AS integer)
ORDER BY went.rule_code, went.run_id DESC
"""


def bases_of(connection: Connection, as_of: dt.date, book_id: int | None) -> dict[str, Base]:
    """What the latest earlier run of each rule has on record, by rule."""
    rows = connection.execute(text(BASES), {"as_of": as_of, "book_id": book_id}).mappings()
    return {row["rule_code"]: Base(**{k: row[k] for k in row if k != "rule_code"}) for row in rows}


def record_results(connection: Connection, run_id: int, results: Sequence[RuleResult]) -> None:
    """Writes what became of each rule."""
    for result in results:
        connection.execute(
            text(
                "INSERT INTO audits.run_rule (run_id, rule_code, version, examined, breached,"
                " not_applicable, seconds, error, base_run_id, given) VALUES (:run_id, :code,"
                " :version, :examined, :breached, :not_applicable, :seconds, :error, :base_run_id,"
                " :given)"
            ),
            {
                "run_id": run_id,
                "code": result.rule.code,
                "version": result.rule.version,
                "examined": result.examined,
                "breached": result.breached,
                "not_applicable": result.not_applicable,
                "seconds": result.seconds,
                "error": result.error,
                "base_run_id": result.base_run_id,
                "given": result.given,
            },
        )


#: Flags that the run names and that are not on record.
NEW_FLAGS = """
WITH written AS (
    INSERT INTO audits.flag (
        book_id, rule_code, subject_id, first_run_id, severity, recorded_at
    )
    SELECT
        breach.book_id, breach.rule_code, breach.subject_id, breach.run_id,
        -- A breach may be graver than its rule, or less grave.
        coalesce(
            CAST(breach.evidence ->> 'severity' AS integer),
            CAST(version.text ->> 'severity' AS integer)
        ),
        clock_timestamp()
    FROM audits.breach AS breach
    INNER JOIN audits.run_rule AS ran
        ON breach.run_id = ran.run_id AND breach.rule_code = ran.rule_code
    INNER JOIN audits.rule_version AS version
        ON ran.rule_code = version.rule_code AND ran.version = version.version
    WHERE breach.run_id = :run_id AND NOT EXISTS (
        SELECT FROM audits.flag AS known
        WHERE known.book_id = breach.book_id AND known.rule_code = breach.rule_code
            AND known.subject_id = breach.subject_id
    )
    ORDER BY breach.book_id, breach.rule_code, breach.subject_id
    RETURNING book_id, flag_id
),
seen AS (
    INSERT INTO audits.flag_sighting (book_id, flag_id, run_id, state)
    SELECT written.book_id, written.flag_id, :run_id, 'new'
    FROM written
)
SELECT count(*) FROM written
"""

#: Flags whose sight changed: gone, of rules that ran over the book; or back.
CHANGED_SIGHT = """
WITH latest AS (
    SELECT DISTINCT ON (flag.book_id, flag.flag_id)
        flag.book_id, flag.flag_id, flag.rule_code, flag.subject_id, sighting.state
    FROM audits.flag AS flag
    INNER JOIN audits.flag_sighting AS sighting
        ON flag.book_id = sighting.book_id AND flag.flag_id = sighting.flag_id
    WHERE flag.rule_code = ANY(:codes)
        AND (CAST(:book_id AS integer) IS NULL OR flag.book_id = :book_id)
        AND flag.first_run_id <> :run_id
    ORDER BY flag.book_id, flag.flag_id, sighting.run_id DESC
),
compared AS (
    SELECT latest.*, breach.run_id IS NOT NULL AS seen_now
    FROM latest
    LEFT JOIN audits.breach AS breach
        ON latest.book_id = breach.book_id AND latest.rule_code = breach.rule_code
        AND latest.subject_id = breach.subject_id AND breach.run_id = :run_id
),
written AS (
    INSERT INTO audits.flag_sighting (book_id, flag_id, run_id, state)
    SELECT book_id, flag_id, :run_id, CASE WHEN seen_now THEN 'back' ELSE 'gone' END
    FROM compared
    WHERE seen_now = (state = 'gone')
)
SELECT
    count(*) FILTER (WHERE seen_now) AS again,
    count(*) FILTER (WHERE NOT seen_now AND state <> 'gone') AS gone
FROM compared
"""


def record_flags(
    connection: Connection, run_id: int, results: Sequence[RuleResult], book_id: int | None
) -> dict[str, int]:
    """Records each flag once, and whether those on record are seen; closes none."""
    new = connection.execute(text(NEW_FLAGS), {"run_id": run_id}).scalar_one()
    changed: Any = connection.execute(
        text(CHANGED_SIGHT),
        {
            "run_id": run_id,
            "book_id": book_id,
            "codes": [result.rule.code for result in results if result.error is None],
        },
    ).one()
    return {"new": new, "again": changed.again, "gone": changed.gone}


def end_run(
    connection: Connection, run_id: int, results: Sequence[RuleResult], counts: dict[str, int]
) -> None:
    """Writes how the run ended."""
    complete = all(result.error is None for result in results)
    connection.execute(
        text(
            "INSERT INTO audits.run_outcome (run_id, state, new_flags, seen_again,"
            " no_longer_seen, finished_at)"
            " VALUES (:run_id, :state, :new, :again, :gone, clock_timestamp())"
        ),
        {"run_id": run_id, "state": "complete" if complete else "incomplete"} | counts,
    )
