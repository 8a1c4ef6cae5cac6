"""Compares what two runs found: what is new, persists, is gone, or is back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, text

from audits.run_questions import RunRow, runs
from ledger.database import rows_of
from ledger.errors import WrongUse
from ledger.language import Text

#: What became of a breach between two runs, in words.
CHANGES = {
    "new": Text("新出现", "new"),
    "back": Text("又出现", "back"),
    "persisting": Text("仍存在", "persisting"),
    "gone": Text("不再出现", "gone"),
}
#: The latest run that ended before another, of the same books and of the same kind: a run that
#: looks back is compared with one that looks back, and else with one that records flags.
PREVIOUS = """
SELECT max(before.run_id)
FROM audits.run AS run
INNER JOIN audits.run AS before
    ON before.run_id < run.run_id AND before.book_id IS NOT DISTINCT FROM run.book_id
    AND before.looks_back = run.looks_back
INNER JOIN audits.run_outcome AS ended ON before.run_id = ended.run_id
WHERE run.run_id = :run_id
"""
#: The breaches of either run, of the rules that ran without error in both, in the books both saw.
COMPARED = """
WITH ran_in_both AS (
    SELECT rule_code
    FROM audits.run_rule
    WHERE run_id IN (:run_id, :base_id) AND error IS NULL
    GROUP BY rule_code
    HAVING count(*) = 2
),
either AS (
    SELECT
        breach.rule_code, breach.book_id, breach.subject_id,
        max(breach.amount_at_issue) FILTER (WHERE breach.run_id = :run_id) AS amount_now,
        max(breach.amount_at_issue) FILTER (WHERE breach.run_id = :base_id) AS amount_before,
        bool_or(breach.run_id = :run_id) AS found_now,
        bool_or(breach.run_id = :base_id) AS found_before
    FROM audits.breach AS breach
    INNER JOIN ran_in_both ON breach.rule_code = ran_in_both.rule_code
    WHERE breach.run_id IN (:run_id, :base_id)
        AND (CAST(:book_id AS integer) IS NULL OR breach.book_id = :book_id)
    GROUP BY breach.rule_code, breach.book_id, breach.subject_id
),
compared AS (
    SELECT
        either.rule_code, either.book_id, either.subject_id,
        either.amount_now, either.amount_before,
        CASE
            WHEN either.found_now AND either.found_before THEN 'persisting'
            WHEN either.found_before THEN 'gone'
            WHEN EXISTS (
                SELECT
                FROM audits.breach AS earlier
                INNER JOIN audits.run AS made ON earlier.run_id = made.run_id
                WHERE earlier.book_id = either.book_id AND earlier.rule_code = either.rule_code
                    AND earlier.subject_id = either.subject_id AND earlier.run_id < :base_id
                    AND NOT made.looks_back
            ) THEN 'back'
            ELSE 'new'
        END AS change
    FROM either
)
"""
COUNTED = (
    COMPARED
    + """
SELECT
    ran_in_both.rule_code,
    count(*) FILTER (WHERE compared.change = 'new') AS new,
    count(*) FILTER (WHERE compared.change = 'back') AS back,
    count(*) FILTER (WHERE compared.change = 'persisting') AS persisting,
    count(*) FILTER (WHERE compared.change = 'gone') AS gone
FROM ran_in_both
LEFT JOIN compared ON ran_in_both.rule_code = compared.rule_code
GROUP BY ran_in_both.rule_code
ORDER BY ran_in_both.rule_code
"""
)
LISTED = (
    COMPARED
    + """
SELECT
    compared.rule_code, compared.book_id, book.division_code, book.division_name,
    compared.subject_id, compared.change, compared.amount_now, compared.amount_before,
    flag.flag_id
FROM compared
INNER JOIN facts.book AS book ON compared.book_id = book.book_id
LEFT JOIN audits.flag AS flag
    ON compared.book_id = flag.book_id AND compared.rule_code = flag.rule_code
    AND compared.subject_id = flag.subject_id
WHERE compared.change = ANY(:changes)
    AND (CAST(:rule_code AS text) IS NULL OR compared.rule_code = :rule_code)
ORDER BY
    compared.rule_code, coalesce(compared.amount_now, compared.amount_before) DESC NULLS LAST,
    compared.book_id, compared.subject_id
LIMIT :limit OFFSET :offset
"""
)


@dataclass(frozen=True)
class RuleChange:
    """How many breaches of one rule are new, back, persist or are gone."""

    rule_code: str
    new: int
    back: int
    persisting: int
    gone: int


@dataclass(frozen=True)
class BreachChange:
    """What became of one breach; amounts in yuan."""

    rule_code: str
    book_id: int
    division_code: str
    division_name: str
    subject_id: int
    change: str
    amount_now: Decimal | None
    amount_before: Decimal | None
    #: None where no flag is on record: both runs looked back.
    flag_id: int | None


@dataclass(frozen=True)
class Pair:
    """Two runs that can be compared: the later, and the one it is compared with."""

    run_id: int
    base_id: int
    base_as_of: dt.date
    #: The one book that both saw; None: all.
    book_id: int | None


def known_run(connection: Connection, run_id: int) -> RunRow:
    """A run on record.

    Raises:
        WrongUse: there is none of that number.
    """
    found = runs(connection, run_id=run_id, limit=1)
    if not found:
        raise WrongUse(f"没有第 {run_id} 次检查。", f"There is no run {run_id}.")
    return found[0]


def pair_of(connection: Connection, run_id: int, base_id: int | None = None) -> Pair | None:
    """Two runs to compare; None where no run came before that could be.

    Args:
        connection: acting for whoever asks.
        run_id: the later run.
        base_id: the earlier; None: the latest before it of the same books.

    Raises:
        WrongUse: there is no such run, one of them has not ended, they are out of order, or they
            looked at different single books.
    """
    run = known_run(connection, run_id)
    if base_id is None:
        base_id = connection.execute(text(PREVIOUS), {"run_id": run_id}).scalar()
        if base_id is None:
            return None
    base = known_run(connection, base_id)
    for each in (run, base):
        if each.state is None:
            raise WrongUse(
                f"第 {each.run_id} 次检查没有做完，不能比较。",
                f"Run {each.run_id} has not ended: it cannot be compared.",
            )
    if base.run_id >= run.run_id:
        raise WrongUse("请拿先做的检查作比较的基础。", "Compare a run with one made before it.")
    if None not in {run.book_id, base.book_id} and run.book_id != base.book_id:
        raise WrongUse(
            "两次检查查的是不同的账簿，不能比较。", "The two runs looked at different books."
        )
    book_id = run.book_id if run.book_id is not None else base.book_id
    return Pair(run.run_id, base.run_id, base.as_of, book_id)


def changes_by_rule(connection: Connection, pair: Pair) -> list[RuleChange]:
    """The changes of each rule that ran without error in both runs."""
    return rows_of(RuleChange, connection.execute(text(COUNTED), values_of(pair)))


def changed_breaches(
    connection: Connection,
    pair: Pair,
    *,
    changes: Sequence[str] = tuple(CHANGES),
    rule_code: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[BreachChange]:
    """The breaches one by one, by rule, the largest first."""
    wanted = {
        "changes": list(changes),
        "rule_code": rule_code,
        "limit": limit,
        "offset": offset,
    }
    return rows_of(BreachChange, connection.execute(text(LISTED), values_of(pair) | wanted))


def values_of(pair: Pair) -> dict[str, object]:
    """What the queries are filled with."""
    return {"run_id": pair.run_id, "base_id": pair.base_id, "book_id": pair.book_id}
