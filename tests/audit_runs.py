"""Makes runs and what they find, for tests of what follows from a run."""

import datetime as dt

from auditing import auditing
from builders import COUNTY, post
from made_rules import NUMBERS, made, open_books
from sqlalchemy import Connection, Engine, text

from audits.running import RunSummary, run
from audits.subscriptions import Wanted, subscribe
from expectations.catalogue import rule
from expectations.checker import Checker
from expectations.rule import Severity, fact
from ledger.personal import Protector

AS_OF = dt.date(2022, 6, 1)


def hold_money_too_long(
    engine: Engine, protector: Protector, document: str = "财农〔2022〕1号"
) -> None:
    """A province's transfer of 1 March 2022 that was never passed down: a flag of BT-01."""
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact(
                "transfers",
                book="990000",
                direction="received",
                counterparty="000000",
                document_no=document,
                amount=1000,
                occurred_on="2022-03-01",
            ),
        )


def run_late_pass_down(engine: Engine, url: str, as_of: dt.date = AS_OF) -> RunSummary:
    """A run of BT-01 alone over all books."""
    return run(auditing(engine), Checker(url), [rule("BT-01")], as_of=as_of, started_by="测试员")


def tell(connection: Connection, address: str, **more: object) -> tuple[int, str | None]:
    """Subscribes the made-up province's audit office."""
    channel = "webhook" if "://" in address else "email"
    wanted = Wanted("示范省审计厅", channel, address, "990000", **more)
    return subscribe(connection, wanted)


def let_calendar_reach_today(owner: Engine) -> None:
    """Takes every day after the last known up to today for a working day."""
    with owner.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO ledger.calendar_day (day, is_working, working_ordinal)"
                " SELECT latest.day + n, TRUE, latest.working_ordinal + n"
                " FROM (SELECT day, working_ordinal FROM ledger.calendar_day"
                " ORDER BY day DESC LIMIT 1) AS latest"
                " CROSS JOIN generate_series(1, ledger.today_in_beijing() - latest.day) AS more (n)"
            )
        )


def recorded_working_days_ago(owner: Engine, days: int) -> None:
    """Moves the flag's recording to the day that lies so many working days back."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        day: dt.date = connection.execute(
            text(
                "SELECT max(before.day) FROM ledger.calendar_day AS before"
                " INNER JOIN ledger.calendar_day AS today"
                " ON today.day = ledger.today_in_beijing()"
                " AND today.working_ordinal - before.working_ordinal = :days"
            ),
            {"days": days},
        ).scalar_one()
        connection.execute(
            text("UPDATE audits.flag SET recorded_at = CAST(:noon AS timestamptz)"),
            {"noon": f"{day} 12:00+08"},
        )


def flag_one_subject(
    engine: Engine, url: str, breach: str, code: str = "DP-01", as_of: dt.date = AS_OF
) -> None:
    """A run in which a rule of grave breaches names one subject of a book."""
    grave = made(code, breach, NUMBERS.replace("250", "1"), severity=Severity.GRAVE)
    with engine.begin() as connection:
        open_books(connection, COUNTY)
        tell(connection, "sjt@sfs.example")
    run(auditing(engine), Checker(url), [grave], as_of=as_of, started_by="测试员")
