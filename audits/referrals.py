"""Records how confirmed flags were referred, and asks those who may refer what is still open."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, text

from expectations.catalogue import manual_rule
from ledger.database import rows_of
from ledger.refusals import asked

OF_FLAG = """
SELECT recorded_at, recorded_by, step, occurred_on, receiver, note
FROM audits.referral_step
WHERE book_id = :book_id AND flag_id = :flag_id
ORDER BY referral_step_id
"""
#: What those who may refer are asked: of confirmed flags whether they are referred, of what was
#: sent or passed on what was answered. Each flag is asked of once, by its latest step.
OPEN = """
WITH judged AS (
    SELECT DISTINCT ON (book_id, flag_id)
        book_id, flag_id, outcome, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS judged_on
    FROM audits.flag_judgement
    ORDER BY book_id, flag_id, judgement_id DESC
),

latest AS (
    SELECT DISTINCT ON (book_id, flag_id) book_id, flag_id, step, occurred_on, receiver
    FROM audits.referral_step
    WHERE step NOT IN ('received', 'accepted')
    ORDER BY book_id, flag_id, referral_step_id DESC
),

question AS (
    SELECT
        'GV-05' AS code, judged.book_id, judged.flag_id, judged.judged_on AS since_on,
        min(later.day) AS due_on, NULL AS receiver
    FROM judged
    INNER JOIN audits.flag AS flag USING (book_id, flag_id)
    INNER JOIN facts.working_day AS judging ON judged.judged_on = judging.day
    INNER JOIN facts.working_day AS later
        ON judging.working_ordinal + :working_days = later.working_ordinal
    LEFT JOIN latest USING (book_id, flag_id)
    WHERE judged.outcome = 'confirmed' AND flag.severity >= :least_severity
        AND latest.flag_id IS NULL
    GROUP BY judged.book_id, judged.flag_id, judged.judged_on
    UNION ALL
    SELECT
        'GV-06' AS code, book_id, flag_id, occurred_on AS since_on,
        occurred_on + CAST(:days AS integer) AS due_on, receiver
    FROM latest
    WHERE step IN ('sent', 'passed_on')
)

SELECT
    question.code, question.book_id, question.flag_id, flag.rule_code,
    book.division_name, question.since_on, question.due_on, question.receiver,
    question.due_on < :as_of AS overdue
FROM question
INNER JOIN audits.flag AS flag USING (book_id, flag_id)
INNER JOIN facts.book AS book USING (book_id)
WHERE question.book_id = ANY (ledger.books_of('refer'))
ORDER BY question.due_on, question.book_id, question.flag_id
"""


@dataclass(frozen=True)
class ReferralTold:
    """One step of a referral, and who recorded it."""

    recorded_at: dt.datetime
    recorded_by: str
    step: str
    occurred_on: dt.date
    receiver: str | None
    note: str


@dataclass(frozen=True)
class OpenQuestion:
    """What somebody who may refer is asked of a flag, by which rule, and until when."""

    code: str
    book_id: int
    flag_id: int
    rule_code: str
    division_name: str
    since_on: dt.date
    due_on: dt.date
    receiver: str | None
    overdue: bool


def record_referral(  # noqa: PLR0917  (what a step says)
    connection: Connection,
    book_id: int,
    flag_id: int,
    step: str,
    occurred_on: dt.date,
    receiver: str,
    note: str,
) -> None:
    """Records a step of a referral, as whoever acts.

    Args:
        connection: acting for them.
        book_id: the flag's book.
        flag_id: its number.
        step: of STEPS.
        occurred_on: the day of it.
        receiver: to whom it was sent or passed on; nothing of other steps.
        note: the number of the document, or why no referral is needed.

    Raises:
        Refused: they may not, nobody confirmed the flag, or the step does not fit.
    """
    asked(
        connection,
        "SELECT audits.record_referral(:book_id, :flag_id, :step, :on, :receiver, :note)",
        {
            "book_id": book_id,
            "flag_id": flag_id,
            "step": step,
            "on": occurred_on,
            "receiver": receiver,
            "note": note,
        },
    )


def referral_of(connection: Connection, book_id: int, flag_id: int) -> list[ReferralTold]:
    """The steps of a flag's referral, the latest last; none for who may not refer."""
    found = connection.execute(text(OF_FLAG), {"book_id": book_id, "flag_id": flag_id})
    return rows_of(ReferralTold, found)


def open_questions(connection: Connection, as_of: dt.date) -> list[OpenQuestion]:
    """What those who may refer are asked and have not answered, the earliest due first.

    Args:
        connection: acting for whoever asks; of books in which they may not refer nothing is told.
        as_of: the day by which a question is overdue.
    """
    referring, answering = manual_rule("GV-05"), manual_rule("GV-06")
    figures = {each.name: each.default for each in (*referring.parameters, *answering.parameters)}
    return rows_of(OpenQuestion, connection.execute(text(OPEN), figures | {"as_of": as_of}))
