"""Copies one book's rows into the books of a thousand other counties, as no person could."""

from sqlalchemy import Connection, Engine, text

#: Tables whose every row is of a book, the book itself and who reaches it aside.
TABLES_OF_A_BOOK = """
SELECT relation.oid::regclass::text AS name, array_agg(attribute.attname ORDER BY attnum) AS columns
FROM pg_class AS relation
INNER JOIN pg_index AS key ON relation.oid = key.indrelid AND key.indisprimary
INNER JOIN pg_attribute AS attribute
    ON relation.oid = attribute.attrelid AND attribute.attnum > 0
    AND attribute.attgenerated = '' AND NOT attribute.attisdropped
WHERE relation.relnamespace IN ('ledger'::regnamespace, 'audits'::regnamespace)
    AND relation.oid NOT IN ('ledger.book'::regclass, 'ledger.book_reach'::regclass)
    AND EXISTS (
        SELECT FROM pg_attribute AS book
        WHERE book.attrelid = relation.oid AND book.attname = 'book_id'
            AND book.attnum = ANY (key.indkey)
    )
GROUP BY relation.oid
"""
OPEN = """
WITH opened AS (
    INSERT INTO ledger.book (division_id, opened_at, opened_by)
    SELECT division_id, clock_timestamp(), 'bench'
    FROM ledger.division
    WHERE level = 'county' AND NOT made_up
    ORDER BY division_id
    LIMIT :books
    RETURNING book_id, division_id
)
INSERT INTO ledger.book_reach (division_id, book_id, own)
SELECT above.division_id, opened.book_id, above.division_id = opened.division_id
FROM opened
INNER JOIN ledger.division AS place ON opened.division_id = place.division_id
INNER JOIN ledger.division AS above ON starts_with(place.path, above.path)
"""


def copy_book(owner: Engine, book_id: int, books: int) -> None:
    """Opens so many books of real counties, and gives each a copy of all rows of a book."""
    with owner.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(OPEN), {"books": books})
        for table in connection.execute(text(TABLES_OF_A_BOOK)).all():
            copy_rows(connection, table.name, table.columns, book_id)
    tidy(owner)


def tidy(owner: Engine) -> None:
    """Brings the statistics and the map of visible rows of a database up to date."""
    with owner.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))


def copy_rows(connection: Connection, table: str, columns: list[str], book_id: int) -> None:
    """Copies a book's rows of one table into all books that have none in it.

    Each county has people, accounts and papers of its own.
    """
    own = ", ".join(f'"{name}"' for name in columns)
    theirs = ", ".join(of_another_book(name) for name in columns)
    connection.execute(
        text(
            f"INSERT INTO {table} ({own}) OVERRIDING SYSTEM VALUE SELECT {theirs}"
            f" FROM {table} AS row CROSS JOIN ledger.book AS other"
            " WHERE row.book_id = :book_id AND other.opened_by = 'bench'"
        ),
        {"book_id": book_id},
    )


def of_another_book(column: str) -> str:
    """What stands in a column of a copy."""
    if column == "book_id":
        return "other.book_id"
    if column.endswith("_hash"):
        return f'sha256(row."{column}" || CAST(CAST(other.book_id AS text) AS bytea))'
    if column == "sha256":
        return f"encode(sha256(CAST(row.\"{column}\" || other.book_id AS bytea)), 'hex')"
    return f'row."{column}"'
