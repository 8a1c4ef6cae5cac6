"""What each role can do with the rows of every table, asked of the database as the application."""

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar
from uuid import UUID

from matrix_people import PLACES, Actor
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Table,
    Uuid,
    text,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import Integer, LargeBinary, Numeric, SmallInteger

from ledger.database import Base, acting_as
from ledger.migrations.tables import import_all

#: Every number in the rows of the first place; of the others one more each.
FIRST = 1000
#: Numbers of the rows that somebody tries to write.
WRITTEN = 5000
#: Added to the numbers of subscriptions that nobody has ended.
ENDLESS = 100
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
#: These have their rows, made with the divisions and the books.
SUBSCRIPTION = "audits.subscription"
FILLED = {"ledger.division", "ledger.book_reach"}

#: Who sees the rows of a table: a power in the book, or at the division, of the row; a power held
#: anywhere; everybody; nobody. Said here once more, apart from the policies.
AT: dict[str, tuple[str, ...]] = {
    "book": (
        "book", "book_reach", "checkpoint", "countersignature", "horizon_position", "log_tree",
        "period_closing", "tile",
    ),
    "money": (
        "attachment", "attachment_content", "balance", "balance_slice", "balance_slice_day",
        "book_head", "carried_cash", "cash_movement", "commitment", "disbursement", "entry",
        "import_batch", "integration", "journal_line", "listed_account", "opening_balance",
        "refund", "source", "statement", "statement_line", "statement_match",
        "statement_match_end", "take_back", "transfer_adjustment", "transfer_issue", "voucher",
        "voucher_counter",
    ),
    "project": (
        "assignment", "claim", "claim_step", "contract", "donated_goods",
        "donated_goods_movement", "donor_will", "entitlement", "feedback", "foundation_year",
        "fund_line", "integration_plan", "integration_plan_item", "notice", "aid_pairing",
        "budget_line", "payee_substitution", "progress_report", "project", "project_step",
        "self_evaluation",
        "sign_off", "signature", "site_check",
    ),
    "person": ("bank_account", "bid", "household", "payee", "person"),
    "list": ("matching_entry", "matching_list"),
    "finding": (
        *("breach", "finding", "flag", "flag_judgement", "flag_sighting", "rectification"),
        *("run", "run_outcome", "run_rule"),
    ),
    "refer": ("referral_step",),
    "write": ("draft", "draft_piece", "draft_step"),
    "record": ("access_record",),
    "rule": ("rule_decision", "rule_request"),
    "subscribe": ("alert", "alert_delivery", "subscription", "subscription_end"),
    "account release": ("right_decision", "right_held", "right_request"),
}  # fmt: skip
ANYWHERE: dict[str, tuple[str, ...]] = {
    "finding": ("horizon",),
    "job": ("job_tick",),
    "account release": ("user_account",),
}
EVERYBODY = (
    "calendar_day", "division", "division_code", "division_mark", "division_succession",
    "fact_shape", "role_power", "rule_version", "shape_start",
    "statutory_account", "statutory_mapping", "statutory_regime", "witness",
)  # fmt: skip
NOBODY = (
    "data_key", "door_key", "personal_number", "recovery_code", "second_factor", "sign_in_brake",
    "turn", "user_secret", "web_session",
)  # fmt: skip
#: What is written without a function: by whom, and which.
WRITTEN_DIRECTLY = {("subscription", "INSERT"), ("subscription_end", "INSERT")}

Cell = TypeVar("Cell")


def tables() -> list[Table]:
    """Every table of the ledger and the audits."""
    import_all()
    return sorted(Base.metadata.sorted_tables, key=str)


def expected_to_see(actor: Actor, table: str, place: str) -> bool:
    """Whether somebody should see the rows of a table that belong to a place."""
    if table in EVERYBODY:
        return True
    for powers, names in AT.items():
        if table in names:
            return any(actor.holds(power, place) for power in powers.split())
    return any(
        table in names and any(actor.holds_anywhere(power) for power in powers.split())
        for powers, names in ANYWHERE.items()
    )


def expected_to_write(actor: Actor, table: str, verb: str, place: str) -> bool:
    """Whether somebody should be able to write into a table without a function of the ledger."""
    return (table, verb) in WRITTEN_DIRECTLY and actor.holds("subscribe", place)


def value_of(column: Column[object], number: int, division: str) -> object:
    """A value for a column in the row of that number, of a division."""
    kind = column.type
    if column.name == "division_id":
        return division
    if isinstance(kind, ARRAY):
        return []
    for shape, value in (
        (Integer | SmallInteger, number),
        (Boolean, True),
        (Numeric, 1),
        (DateTime, dt.datetime.now(dt.UTC)),
        # Before any day of the calendar.
        (Date, dt.date(1970, 1, 1) + dt.timedelta(days=number)),
        (JSONB, "{}"),
        (Uuid, str(UUID(int=number))),
        (LargeBinary, str(number).encode()),
    ):
        if isinstance(kind, shape):  # type: ignore[arg-type]
            return value
    return f"x{number}"


def insertion(
    table: Table, number: int, division: str, **said: object
) -> tuple[str, dict[str, object]]:
    """The statement that writes a row, and its values."""
    columns = [
        column
        for column in table.columns
        # A fact of no book is given its place when it is sealed.
        if column.computed is None and not (column.name == "log_position" and column.nullable)
    ]
    values = {column.name: value_of(column, number, division) for column in columns} | {
        name: value for name, value in said.items() if name in table.columns
    }
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    return f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})", values


def fill(owner: Connection) -> None:
    """Writes a row of every place into every table, whatever the ledger would say of it.

    All numbers of a place's rows are the same, so that they refer to one another.
    """
    owner.execute(text("SET LOCAL session_replication_role = replica"))
    checks = owner.execute(
        text(
            "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)"
            " FROM pg_constraint INNER JOIN pg_namespace AS home ON connamespace = home.oid"
            " WHERE contype = 'c' AND conrelid <> 0 AND nspname IN ('ledger', 'audits')"
        )
    ).scalars()
    for drop in checks.all():
        owner.execute(text(drop))
    for number, division in enumerate(PLACES.values(), FIRST):
        for table in tables():
            if str(table) not in FILLED:
                owner.execute(*with_text(insertion(table, number, division)))
        endless = insertion(Base.metadata.tables[SUBSCRIPTION], number + ENDLESS, division)
        owner.execute(*with_text(endless))
        owner.execute(
            text(
                "INSERT INTO ledger.book_reach SELECT above.division_id, :book,"
                " above.division_id = place.division_id FROM ledger.division AS place"
                " INNER JOIN ledger.division AS above ON starts_with(place.path, above.path)"
                " WHERE place.division_id = :division"
            ),
            {"book": number, "division": division},
        )


def with_text(statement: tuple[str, dict[str, object]]) -> tuple[object, dict[str, object]]:
    """A statement as SQLAlchemy takes it."""
    return text(statement[0]), statement[1]


def marked(table: Table, number: int, division: str) -> str:
    """The condition that finds a place's row of a table."""
    if "book_id" in table.columns:
        return f"book_id = {number}"
    if "division_id" in table.columns:
        # Not the right of whoever asks.
        mine = f" AND login = 'x{number}'" if "login" in table.columns else ""
        return f"division_id = '{division}'{mine}"
    column = next(iter(table.primary_key.columns))
    return f"{column.name} = {literal(value_of(column, number, division))}"


def literal(value: object) -> str:
    """A value as SQL has it."""
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if isinstance(value, list):
        return "'{}'"
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"


def statements(actor: Actor) -> Iterator[tuple[tuple[str, str, str], str]]:
    """What somebody tries: the table, verb and place, and the statement."""
    for table in tables():
        for place, (number, division) in zip(
            PLACES, enumerate(PLACES.values(), FIRST), strict=True
        ):
            where = marked(table, number, division)
            yield (table.name, "SELECT", place), f"SELECT FROM {table} WHERE {where}"
            said: dict[str, object] = {"recorded_by": actor.name, "book_id": number}
            if table.name == "subscription_end":
                said["subscription_id"] = number + ENDLESS
            query, values = insertion(table, WRITTEN + number, division, **said)
            for name in sorted(values, key=len, reverse=True):
                query = query.replace(f":{name}", literal(values[name]))
            yield (table.name, "INSERT", place), query
            column = next(iter(table.primary_key.columns)).name
            yield (
                (table.name, "UPDATE", place),
                f"UPDATE {table} SET {column} = {column} WHERE {where}",
            )
            yield (table.name, "DELETE", place), f"DELETE FROM {table} WHERE {where}"
            yield (table.name, "TRUNCATE", place), f"TRUNCATE {table}"


#: Tries each statement by itself, in one round trip, and undoes it: its rows, or its error's code.
TRY_ALL = """
DO $try$
DECLARE
    statement text;
    found text := '';
    touched bigint;
BEGIN
    FOREACH statement IN ARRAY {listed} LOOP
        BEGIN
            EXECUTE statement;
            GET DIAGNOSTICS touched = ROW_COUNT;
            RAISE EXCEPTION USING ERRCODE = 'TRIED', MESSAGE = touched::text;
        EXCEPTION
            WHEN SQLSTATE 'TRIED' THEN found := found || SQLERRM || ' ';
            WHEN OTHERS THEN found := found || '!' || SQLSTATE || ' ';
        END;
    END LOOP;
    PERFORM set_config('matrix.found', found, TRUE);
END
$try$
"""


def tried(engine: Engine, actor: Actor) -> dict[tuple[str, str, str], str]:
    """What came of all that somebody tries with tables: rows touched, or the code of the error."""
    return outcomes(engine, actor, dict(statements(actor)))


def outcomes(engine: Engine, actor: Actor, asked: dict[Cell, str]) -> dict[Cell, str]:
    """What came of some statements of somebody: rows touched, or the code of the error."""
    listed = "ARRAY[" + ", ".join(literal(each) for each in asked.values()) + "]"
    with acting_as(engine, actor.token).connect() as connection:
        connection.exec_driver_sql(TRY_ALL.format(listed=listed).replace("%", "%%"))
        found = connection.execute(text("SELECT current_setting('matrix.found')")).scalar_one()
        connection.rollback()
    return dict(zip(asked, found.split(), strict=True))
