"""One door to PostgreSQL: the metadata every table joins, and engines in the role they act in."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    CursorResult,
    Date,
    DateTime,
    Engine,
    MetaData,
    Numeric,
    Text,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ledger.errors import SystemFailed

#: The roles of sql/roles that programs sign in as: for people, for rules, for runs and jobs, and
#: for sealing and verifying.
Role = Literal["mingzhang_app", "mingzhang_audit", "mingzhang_jobs", "mingzhang_seal"]
#: The execution option of an engine that acts for a person, and the setting it becomes.
SESSION_OPTION = "mingzhang_session"
SESSION_SETTING = "mingzhang.session"

SCHEMA = "ledger"
#: PostgreSQL 15, as the server numbers itself.
OLDEST_SERVER = 150000


#: Marks a column that says something of a person: it is sealed as a salted hash (docs/evidence.md).
PERSONAL = {"personal": True}

#: A code that is compared byte by byte: indexes on it need no language's rules of order.
Code = Annotated[str, mapped_column(Text(collation="C"))]


class Base(DeclarativeBase):
    """What every table shares: its schema, its constraints' names, its columns' types."""

    metadata = MetaData(
        schema=SCHEMA,
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        },
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it as a class attribute)
        datetime: DateTime(timezone=True),
        date: Date(),
        Decimal: Numeric(18, 2),
        str: Text(),
    }


class Fact:
    """A row that is written once: its place in its book's log is also its identity.

    `log_position` runs 1..n in each book without a gap, in the order of commit.
    """

    book_id: Mapped[int] = mapped_column(primary_key=True)
    log_position: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(comment="when it was written")


class AuthoredFact(Fact):
    """A fact that stands by itself, not under a voucher: it names its own author and origin."""

    recorded_by: Mapped[str] = mapped_column(comment="who wrote it")
    import_id: Mapped[int | None] = mapped_column(BigInteger, comment="the import it came with")
    import_row: Mapped[int | None] = mapped_column(comment="the row of the sheet it came from")


class VersionedFact(AuthoredFact):
    """One version of something that has its own identity; a later version replaces an earlier.

    `effective_on` is the day from which this version replaces the one written before it: null for
    a first version, which holds from the beginning.
    """

    effective_on: Mapped[date | None] = mapped_column(comment="holds from; null: from the start")


class CommonFact:
    """A fact of no book: its place is in the common log, and is given when that log is sealed.

    A book's lock orders what is posted into it; what is written here has no such lock, so that
    who records that a page was read waits for nobody.
    """

    log_position: Mapped[int | None] = mapped_column(
        BigInteger, index=True, comment="its place in the common log; null until it is sealed"
    )


class Salted:
    """A fact with personal columns; each is sealed as a hash under a salt made from this one."""

    salt: Mapped[UUID] = mapped_column(
        server_default=text("gen_random_uuid()"), comment="what personal columns are hashed with"
    )


class SaltedAtNeed:
    """A fact whose personal columns may all be empty: it has a salt where one of them is not."""

    salt: Mapped[UUID | None] = mapped_column(comment="what personal columns are hashed with")


def open_engine(
    url: str, role: Role | None = "mingzhang_app", *, settings: Mapping[str, str] | None = None
) -> Engine:
    """An engine whose every connection is signed in as `role`, on Beijing time.

    Args:
        url: as `settings.database_url` returns it. Its password is that of its own user; other
            roles have theirs in libpq's password file, or need none.
        role: None signs in as the user of the URL, who migrates.
        settings: further server settings of each connection.

    Raises:
        SystemFailed: the server cannot be reached.
    """
    wanted = {"timezone": "Asia/Shanghai", "jit": "off"} | dict(settings or {})
    arguments = " ".join(f"-c {name}={value}" for name, value in wanted.items())
    engine = create_engine(
        make_url(url) if role is None else role_url(url, role),
        connect_args={"options": arguments, "application_name": "mingzhang"},
        # Nothing here is of that type, and looking for it costs every connection a question.
        use_native_hstore=False,
        # What a statement that fails was asked with may be an ID number: no log tells it.
        hide_parameters=True,
        # An amount inside JSON is exact too.
        json_deserializer=partial(json.loads, parse_float=Decimal),
    )
    event.listen(engine, "begin", name_session)
    return engine


def role_url(url: str, role: Role) -> URL:
    """The URL by which a role signs in; a password is of the URL's own user only."""
    address = make_url(url)
    return address if address.username == role else address.set(username=role, password=None)


def acting_as(engine: Engine, token: str) -> Engine:
    """The same engine acting for whoever has the session of that token, in every transaction."""
    return engine.execution_options(**{SESSION_OPTION: token})


def name_session(connection: Connection) -> None:
    """Tells the database, for this transaction, whose session it is; it decides what that means."""
    token = connection.get_execution_options().get(SESSION_OPTION)
    if token is not None:
        connection.execute(
            text("SELECT set_config(:setting, :token, TRUE)"),
            {"setting": SESSION_SETTING, "token": token},
        )


Shape = TypeVar("Shape")


def rows_of(kind: type[Shape], found: CursorResult[Any]) -> list[Shape]:
    """The rows that a question found, each as a `kind`, whose fields are the question's columns."""
    return [kind(**row) for row in found.mappings()]


def check_reachable(url: str) -> None:
    """Connects once, so that an unreachable database is one clear line.

    Raises:
        SystemFailed: the server cannot be reached, is older than PostgreSQL 15, or the database
            does not hold its text in UTF-8.
    """
    engine = open_engine(url, role=None)
    try:
        with engine.connect() as connection:
            version = connection.execute(text("SHOW server_version_num")).scalar_one()
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        address = engine.url.render_as_string(hide_password=True)
        raise SystemFailed(
            f"连不上数据库 {address}：{reason}",
            f"The database {address} cannot be reached: {reason}",
        ) from error
    finally:
        engine.dispose()
    if int(version) < OLDEST_SERVER:
        raise SystemFailed(
            f"需要 PostgreSQL 15 以上，此服务器是 {int(version) // 10000}。",
            f"PostgreSQL 15 or newer is needed, this server is {int(version) // 10000}.",
        )
    if encoding != "UTF8":
        raise SystemFailed(
            f"数据库的编码须为 UTF8，此数据库是 {encoding}；"
            "请用 CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0 新建。",
            f"The database's encoding must be UTF8, this one's is {encoding}; "
            "make one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0.",
        )
