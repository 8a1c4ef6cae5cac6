"""Writes alerts in the transaction that writes the flags: none is lost or sent for nothing."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from expectations.rule import Rule, RuleResult

#: Flags that an alert lists; the rest are counted.
LISTED_FLAGS = 50

#: One alert a recipient and book, with the flags that are new or back and within what they want.
FLAG_ALERTS = """
WITH rule AS (
    SELECT * FROM jsonb_to_recordset(CAST(:rules AS jsonb)) AS listed (
        code text, severity integer, title text
    )
),
told AS (
    SELECT
        subscription.subscription_id, flag.book_id, flag.flag_id, flag.rule_code, rule.title,
        graded.severity,
        breach.amount_at_issue, sighting.state,
        row_number() OVER (
            PARTITION BY subscription.subscription_id, flag.book_id
            ORDER BY graded.severity DESC, breach.amount_at_issue DESC NULLS LAST, flag.flag_id
        ) AS nth
    FROM audits.flag_sighting AS sighting
    INNER JOIN audits.flag AS flag
        ON sighting.book_id = flag.book_id AND sighting.flag_id = flag.flag_id
    INNER JOIN audits.breach AS breach
        ON flag.book_id = breach.book_id AND flag.rule_code = breach.rule_code
        AND flag.subject_id = breach.subject_id AND breach.run_id = sighting.run_id
    INNER JOIN rule ON flag.rule_code = rule.code
    CROSS JOIN LATERAL (
        -- A breach may be graver than its rule.
        SELECT coalesce(CAST(breach.evidence ->> 'severity' AS integer), rule.severity) AS severity
    ) AS graded
    INNER JOIN facts.book AS book ON flag.book_id = book.book_id
    INNER JOIN audits.live_subscription AS subscription
        ON graded.severity >= subscription.least_severity
        AND (subscription.rule_codes IS NULL OR flag.rule_code = ANY(subscription.rule_codes))
    INNER JOIN ledger.division AS wanted
        ON subscription.division_id = wanted.division_id AND starts_with(book.path, wanted.path)
    WHERE sighting.run_id = :run_id AND sighting.state IN ('new', 'back')
)
INSERT INTO audits.alert (
    subscription_id, kind, run_id, book_id, idempotency_key, body, created_at
)
SELECT
    subscription_id, 'flags', :run_id, book_id,
    encode(sha256(convert_to(
        concat_ws('|', 'flags', :run_id, subscription_id, book_id), 'UTF8'
    )), 'hex'),
    jsonb_build_object(
        'flags', count(*),
        'grave', count(*) FILTER (WHERE severity = 4),
        'amount_at_issue', sum(amount_at_issue),
        'listed', jsonb_agg(
            jsonb_build_object(
                'flag', flag_id, 'rule', rule_code, 'title', title, 'severity', severity,
                'amount_at_issue', amount_at_issue, 'state', state
            ) ORDER BY nth
        ) FILTER (WHERE nth <= :listed)
    ),
    clock_timestamp()
FROM told
GROUP BY subscription_id, book_id
ON CONFLICT (idempotency_key) DO NOTHING
"""

#: Every recipient hears of a run that could not look at everything.
INCOMPLETE_ALERTS = """
INSERT INTO audits.alert (
    subscription_id, kind, run_id, book_id, idempotency_key, body, created_at
)
SELECT
    subscription.subscription_id, 'run_incomplete', :run_id, NULL,
    encode(sha256(convert_to(
        concat_ws('|', 'incomplete', :run_id, subscription_id), 'UTF8'
    )), 'hex'),
    jsonb_build_object('rules', CAST(:failed AS jsonb)), clock_timestamp()
FROM audits.live_subscription AS subscription
ON CONFLICT (idempotency_key) DO NOTHING
"""

#: A flag nobody has verified within its time: 15 working days, a grave one 3 (rule GV-01).
OVERDUE_ALERTS = """
WITH rule AS (
    SELECT * FROM jsonb_to_recordset(CAST(:rules AS jsonb)) AS listed (code text, severity integer)
),
today AS (
    SELECT working_ordinal FROM ledger.calendar_day WHERE day = ledger.today_in_beijing()
),
latest AS (
    SELECT DISTINCT ON (flag.book_id, flag.flag_id)
        flag.book_id, flag.flag_id, flag.rule_code, graded.severity, sighting.state,
        CAST(flag.recorded_at AT TIME ZONE 'Asia/Shanghai' AS date) AS recorded_on
    FROM audits.flag AS flag
    INNER JOIN rule ON flag.rule_code = rule.code
    INNER JOIN audits.flag_sighting AS sighting
        ON flag.book_id = sighting.book_id AND flag.flag_id = sighting.flag_id
    CROSS JOIN LATERAL (
        -- A breach may be graver than its rule, or less grave.
        SELECT coalesce(
            (
                SELECT CAST(breach.evidence ->> 'severity' AS integer)
                FROM audits.breach AS breach
                INNER JOIN audits.run AS run
                    ON breach.run_id = run.run_id AND NOT run.looks_back
                WHERE breach.book_id = flag.book_id AND breach.rule_code = flag.rule_code
                    AND breach.subject_id = flag.subject_id
                ORDER BY breach.run_id DESC
                LIMIT 1
            ),
            rule.severity
        ) AS severity
    ) AS graded
    ORDER BY flag.book_id, flag.flag_id, sighting.run_id DESC
),
overdue AS (
    SELECT latest.*, today.working_ordinal - recorded.working_ordinal AS working_days
    FROM latest
    INNER JOIN ledger.calendar_day AS recorded ON latest.recorded_on = recorded.day
    CROSS JOIN today
    WHERE latest.state <> 'gone' AND today.working_ordinal - recorded.working_ordinal
        > CASE WHEN latest.severity = 4 THEN 3 ELSE 15 END
        AND NOT EXISTS (
            SELECT FROM audits.flag_judgement AS judged
            WHERE judged.book_id = latest.book_id AND judged.flag_id = latest.flag_id
        )
)
INSERT INTO audits.alert (
    subscription_id, kind, run_id, book_id, idempotency_key, body, created_at
)
SELECT
    subscription.subscription_id, 'flag_overdue', NULL, overdue.book_id,
    encode(sha256(convert_to(
        concat_ws('|', 'overdue', subscription.subscription_id, overdue.book_id, overdue.flag_id),
        'UTF8'
    )), 'hex'),
    jsonb_build_object(
        'flag', overdue.flag_id, 'rule', overdue.rule_code, 'severity', overdue.severity,
        'working_days', overdue.working_days
    ),
    clock_timestamp()
FROM overdue
INNER JOIN facts.book AS book ON overdue.book_id = book.book_id
INNER JOIN audits.live_subscription AS subscription
    ON overdue.severity >= subscription.least_severity
    AND (subscription.rule_codes IS NULL OR overdue.rule_code = ANY(subscription.rule_codes))
INNER JOIN ledger.division AS wanted
    ON subscription.division_id = wanted.division_id AND starts_with(book.path, wanted.path)
ON CONFLICT (idempotency_key) DO NOTHING
"""

#: Every recipient hears of a job that failed, once a day, however often it is due: what it should
#: have said may be missing.
JOB_FAILED_ALERTS = """
INSERT INTO audits.alert (
    subscription_id, kind, run_id, book_id, idempotency_key, body, created_at
)
SELECT
    subscription.subscription_id, 'job_failed', NULL, NULL,
    encode(sha256(convert_to(
        concat_ws(
            '|', 'job_failed', :job,
            CAST(CAST(:due_at AS timestamptz) AT TIME ZONE 'Asia/Shanghai' AS date),
            subscription.subscription_id
        ),
        'UTF8'
    )), 'hex'),
    jsonb_build_object(
        'job', CAST(:job AS text), 'due_at', CAST(:due_at AS text), 'said', CAST(:said AS text)
    ),
    clock_timestamp()
FROM audits.live_subscription AS subscription
ON CONFLICT (idempotency_key) DO NOTHING
"""


def severities(rules: Iterable[Rule]) -> str:
    """Codes, severities and titles as the statements above take them."""
    return json.dumps(
        [
            {"code": rule.code, "severity": int(rule.severity), "title": rule.title.zh}
            for rule in rules
        ],
        ensure_ascii=False,
    )


def write_alerts(connection: Connection, run_id: int, results: Sequence[RuleResult]) -> int:
    """Writes the alerts of a run, in the caller's transaction; returns how many."""
    rules = [result.rule for result in results]
    written = connection.execute(
        text(FLAG_ALERTS),
        {"run_id": run_id, "rules": severities(rules), "listed": LISTED_FLAGS},
    ).rowcount
    failed = [result.rule.code for result in results if result.error is not None]
    if failed:
        written += connection.execute(
            text(INCOMPLETE_ALERTS), {"run_id": run_id, "failed": json.dumps(failed)}
        ).rowcount
    return written


def write_overdue_alerts(connection: Connection, rules: Iterable[Rule]) -> int:
    """Writes an alert for every flag nobody has verified in time; returns how many are new."""
    return connection.execute(text(OVERDUE_ALERTS), {"rules": severities(rules)}).rowcount


def write_job_failed_alerts(
    connection: Connection, job: str, due_at: dt.datetime, said: str
) -> int:
    """Writes the alerts that a scheduled job failed; returns how many are new."""
    values = {"job": job, "due_at": due_at.isoformat(timespec="seconds"), "said": said}
    return connection.execute(text(JOB_FAILED_ALERTS), values).rowcount
