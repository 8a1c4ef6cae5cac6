"""`book_id` leads every key, so that the ledger can be spread over servers book by book."""

import pytest
from sqlalchemy import Connection, Engine, text

from ledger.database import Base, Fact
from ledger.migrations.tables import import_all

#: Tables whose keys do not begin with a book, and why they need not.
OF_NO_BOOK = {
    # Reference data, the same in every book: copied to every server.
    "ledger.calendar_day": "reference data",
    "ledger.division": "reference data",
    "ledger.division_code": "reference data",
    "ledger.division_mark": "reference data",
    "ledger.division_succession": "reference data",
    "ledger.statutory_account": "reference data",
    "ledger.statutory_mapping": "reference data",
    "ledger.statutory_regime": "reference data",
    # A paper is kept once, whatever books it is handed in to: copied like reference data.
    "ledger.attachment_content": "papers",
    # People work for a division and sign in once, whatever books they may read.
    "ledger.door_key": "people",
    "ledger.recovery_code": "people",
    "ledger.second_factor": "people",
    "ledger.access_record": "people",
    "ledger.right_decision": "people",
    "ledger.right_held": "people",
    "ledger.right_request": "people",
    "ledger.role_power": "people",
    "ledger.sign_in_brake": "people",
    "ledger.user_account": "people",
    "ledger.user_secret": "people",
    "ledger.web_session": "people",
    # One key matches the personal numbers of all books, and each stands in the vault once.
    "ledger.data_key": "people",
    "ledger.personal_number": "people",
    # A right at a division reaches the books below it.
    "ledger.book_reach": "people",
    # A draft may go into several books.
    "ledger.draft": "drafts",
    "ledger.draft_piece": "drafts",
    "ledger.draft_step": "drafts",
    # A log is a book's, or the common one of what belongs to none; its number leads instead.
    "ledger.checkpoint": "logs",
    "ledger.countersignature": "logs",
    "ledger.fact_shape": "logs",
    "ledger.log_tree": "logs",
    "ledger.shape_start": "logs",
    "ledger.tile": "logs",
    "ledger.witness": "logs",
    # A run looks at many books; what it saw of each is keyed by the book.
    "ledger.horizon": "runs",
    "audits.run": "runs",
    "audits.run_outcome": "runs",
    "audits.run_rule": "runs",
    "audits.rule_decision": "rules",
    "audits.rule_request": "rules",
    "audits.rule_version": "rules",
    # Recipients are told of many books at once, and jobs run for all.
    "audits.alert": "recipients",
    "audits.alert_delivery": "recipients",
    "audits.subscription": "recipients",
    "audits.subscription_end": "recipients",
    "audits.job_tick": "jobs",
    "ledger.turn": "jobs",
}
#: A unique key without the book in a table of books: one division has one book, everywhere.
OF_ALL_BOOKS = {"book_division_id_key"}
UNIQUE_KEYS = """
SELECT schema.nspname || '.' || relation.relname AS relation, key.relname AS name,
    (SELECT attname FROM pg_attribute
        WHERE attrelid = relation.oid AND attnum = listed.indkey[0]) AS leads
FROM pg_index AS listed
INNER JOIN pg_class AS key ON listed.indexrelid = key.oid
INNER JOIN pg_class AS relation ON listed.indrelid = relation.oid
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
WHERE listed.indisunique AND schema.nspname IN ('ledger', 'audits')
"""
REFERENCES = """
SELECT schema.nspname || '.' || relation.relname AS relation, con.conname AS name,
    target_schema.nspname || '.' || target.relname AS target,
    (SELECT array_agg(attname) FROM pg_attribute
        WHERE attrelid = relation.oid AND attnum = ANY(con.conkey)) AS columns
FROM pg_constraint AS con
INNER JOIN pg_class AS relation ON con.conrelid = relation.oid
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
INNER JOIN pg_class AS target ON con.confrelid = target.oid
INNER JOIN pg_namespace AS target_schema ON target.relnamespace = target_schema.oid
WHERE con.contype = 'f' AND schema.nspname IN ('ledger', 'audits')
"""


def keys_without_book(connection: Connection) -> list[str]:
    """Unique keys that begin with something else, in tables that need them to begin with it."""
    return [
        f"{key.relation}.{key.name} begins with {key.leads}"
        for key in connection.execute(text(UNIQUE_KEYS))
        if key.leads != "book_id"
        and key.relation not in OF_NO_BOOK
        and key.name not in OF_ALL_BOOKS
    ]


def test_book_id_leads_every_unique_key(connection: Connection) -> None:
    assert keys_without_book(connection) == []


@pytest.mark.parametrize(
    "breach",
    [
        "CREATE UNIQUE INDEX loose ON ledger.entry (log_position)",
        "CREATE TABLE ledger.more (more_id bigint PRIMARY KEY, book_id integer)",
    ],
)
def test_a_key_without_its_book_is_seen(owner_of_shared: Engine, breach: str) -> None:
    with owner_of_shared.connect() as owner:
        owner.execute(text(breach))
        assert len(keys_without_book(owner)) == 1
        owner.rollback()


def test_every_exception_is_needed_and_there(connection: Connection) -> None:
    keys = connection.execute(text(UNIQUE_KEYS)).all()
    led_otherwise = {key.relation for key in keys if key.leads != "book_id"}
    assert set(OF_NO_BOOK) <= led_otherwise
    assert {key.name for key in keys} >= OF_ALL_BOOKS


def test_a_fact_refers_to_facts_of_its_own_book_only(connection: Connection) -> None:
    crossing = [
        f"{reference.relation}.{reference.name}"
        for reference in connection.execute(text(REFERENCES))
        if reference.target not in OF_NO_BOOK and "book_id" not in reference.columns
    ]
    assert crossing == []


def test_every_fact_is_known_by_its_book_and_its_place_in_the_books_log() -> None:
    import_all()
    facts = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Fact)]
    assert len(facts) > 10
    for fact in facts:
        keys = [column.name for column in fact.__table__.primary_key.columns]
        assert keys == ["book_id", "log_position"], fact
