"""Makes a run: fixes what it sees, has every rule checked, records flags and alerts at once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from audits.alerting import write_alerts
from audits.recording import bases_of, begin_run, end_run, record_flags, record_results
from audits.rule_book import views_of_facts
from audits.rules_in_force import chosen_of, record_first_versions
from expectations.incremental import Base
from expectations.own_rules import problems_of_rule
from expectations.rule import Rule, RuleResult
from ledger.acting import acting_login, holds, refusal_noted
from ledger.calendar_days import last_known_day
from ledger.dates import today_in_beijing
from ledger.errors import SystemFailed, WrongUse
from ledger.refusals import asked
from ledger.turns import turn_held

#: What a run holds while it is made.
RUN_TURN = "run"
#: The division above all others: who may check there may check all books.
ALL_BOOKS = "000000"


class RuleChecker(Protocol):
    """Whoever runs rules; pages and commands that do not run rules never load one."""

    def check(
        self,
        rules: Iterable[Rule],
        *,
        as_of: dt.date,
        run_id: int,
        horizon_id: int,
        book_id: int | None,
        bases: Mapping[str, Base] | None = None,
    ) -> Sequence[RuleResult]:
        """Runs every rule once and stores its breaches under the run.

        Of what cannot have changed it may take over what the earlier runs named in bases found.
        """
        ...


@dataclass(frozen=True)
class RunSummary:
    """What a run did."""

    run_id: int
    as_of: dt.date
    results: Sequence[RuleResult]
    new_flags: int
    seen_again: int
    no_longer_seen: int
    #: A run as of a day before the latest run's looks back: it stores breaches, but no flags.
    looks_back: bool
    #: Versions in the rule folders that wait for a second person's release: they were not run.
    waiting: Sequence[Rule] = ()

    @property
    def complete(self) -> bool:
        """Whether every rule ran. An incomplete run has shown nothing to be clean."""
        return all(result.error is None for result in self.results)


def run(  # noqa: PLR0913  (what may be asked of a run)
    engine: Engine,
    checker: RuleChecker,
    rules: Iterable[Rule],
    *,
    as_of: dt.date,
    started_by: str,
    book_id: int | None = None,
    wait: bool = False,
    full: bool = False,
) -> RunSummary:
    """Applies the rules in force on a day to what is known now.

    Args:
        engine: to the ledger, as runs and jobs see it.
        checker: runs the rules.
        rules: the catalogue.
        as_of: the day the run looks from, a Beijing date.
        started_by: who or what began it.
        book_id: the one book to look at; None looks at all.
        wait: whether to wait for a run that is under way; else it is refused.
        full: whether every rule looks at everything, and rests upon no earlier run.

    Raises:
        WrongUse: the day is still to come.
        SystemFailed: another run is under way, a rule's text changed without a new version, or
            the calendar does not reach the day.
    """
    catalogue = list(rules)
    with turn_held(engine, RUN_TURN, wait=wait) as held:
        if not held:
            raise SystemFailed("另一次检查正在进行，请稍后再试。", "Another run is under way.")
        with engine.begin() as connection:
            check_calendar(connection, as_of)
            check_not_to_come(as_of)
            record_first_versions(connection, catalogue)
            chosen = chosen_of(connection, catalogue)
            in_force = [rule for rule in chosen.rules if rule.in_force_from <= as_of]
            refused = not_admitted(connection, in_force)
            looks_back = is_before_latest_run(connection, as_of)
            bases = {} if full else bases_of(connection, as_of, book_id)
            run_id, horizon_id = begin_run(
                connection, as_of, book_id, started_by, looks_back=looks_back
            )
            connection.execute(text("SELECT audits.refresh_statistics()"))
        admitted = [rule for rule in in_force if rule.code not in refused]
        results = [
            *checker.check(
                admitted,
                as_of=as_of,
                run_id=run_id,
                horizon_id=horizon_id,
                book_id=book_id,
                bases=bases,
            ),
            *(
                RuleResult(rule, 0.0, error=refused[rule.code])
                for rule in in_force
                if rule.code in refused
            ),
        ]
        with engine.begin() as connection:
            record_results(connection, run_id, results)
            counts = {"new": 0, "again": 0, "gone": 0}
            if not looks_back:
                counts = record_flags(connection, run_id, results, book_id)
                write_alerts(connection, run_id, results)
            end_run(connection, run_id, results, counts)
    return RunSummary(
        run_id,
        as_of,
        results,
        counts["new"],
        counts["again"],
        counts["gone"],
        looks_back,
        chosen.waiting,
    )


def not_admitted(connection: Connection, rules: Sequence[Rule]) -> dict[str, str]:
    """Why own rules that are on record may not be run, by their codes.

    Their text was admitted before anybody could ask for it; by whatever way another came on
    record, it is not run.
    """
    views = views_of_facts(connection)
    found = {
        rule.code: problems_of_rule(rule, views) for rule in rules if rule.division is not None
    }
    return {code: "; ".join(problems) for code, problems in found.items() if problems}


def starter(connection: Connection, book_id: int | None) -> str:
    """Who acts, if they may have a book checked, or where none is named all of them.

    Args:
        connection: acting for whoever asks for the run.
        book_id: the one book to look at; None looks at all.

    Raises:
        Refused: nobody is signed in, or they may not.
    """
    if book_id is None and acting_login(connection) and not holds(connection, "check", ALL_BOOKS):
        raise refusal_noted(connection, "check_of_all")
    return str(
        asked(
            connection,
            "SELECT ledger.check_power('check', (SELECT coalesce(min(book.division_id), :all)"
            " FROM ledger.book AS book WHERE book.book_id = :book_id))",
            {"book_id": book_id, "all": ALL_BOOKS},
        )
    )


def check_calendar(connection: Connection, as_of: dt.date) -> None:
    """Working days must be known up to the day, or no clock that counts them may be read."""
    last = last_known_day(connection)
    if last is None or as_of > last:
        raise SystemFailed(
            f"工作日历只到 {last}，不能检查到 {as_of}；请先在 ledger.calendar_day 中补上放假安排。",
            f"Working days are known up to {last} only; add the days up to {as_of} to "
            "ledger.calendar_day first.",
        )


def check_not_to_come(as_of: dt.date) -> None:
    """A run looks from today or a day before.

    From a later day it would flag what may yet be done in time, and every run until that day
    would be before it: it would record no flags and write no alerts.

    Raises:
        WrongUse: the day is still to come.
    """
    if as_of > today_in_beijing():
        raise WrongUse(
            f"{as_of} 还没有到，只能检查到今天或以前的日子。",
            f"{as_of} has not come yet: a run looks from today or a day before.",
        )


def is_before_latest_run(connection: Connection, as_of: dt.date) -> bool:
    """Whether a finished run has looked from a later day."""
    latest = connection.execute(
        text("SELECT max(as_of) FROM audits.run INNER JOIN audits.run_outcome USING (run_id)")
    ).scalar()
    return latest is not None and as_of < latest
