"""Whether the tables that facts are read from are tables: a view could tell each reader another."""

from sqlalchemy import Connection, text

from ledger.evidence.shapes import SALT, Shape

#: Of each table its columns with their types; those that are computed when they are read are none.
STORED = """
SELECT
    schema.nspname || '.' || relation.relname AS relation,
    array_agg(kept.attname::text) AS columns,
    array_agg(replace(format_type(kept.atttypid, kept.atttypmod), ' ', '_')) AS kinds
FROM pg_class AS relation
INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
INNER JOIN pg_attribute AS kept ON relation.oid = kept.attrelid
WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    AND NOT relation.relhassubclass AND NOT relation.relispartition
    AND kept.attnum > 0 AND NOT kept.attisdropped AND kept.attgenerated <> 'v'
GROUP BY schema.nspname, relation.relname
"""
#: What verification is told by besides facts.
OF_EVIDENCE = (
    "ledger.book_head",
    "ledger.fact_shape",
    "ledger.shape_start",
    "ledger.log_tree",
    "ledger.tile",
)

#: The types of columns, by table and column.
Stored = dict[str, dict[str, str]]


def stored_columns(connection: Connection) -> Stored:
    """The columns of all tables of the ledger; within `plain_output`."""
    return {
        row.relation: dict(zip(row.columns, row.kinds, strict=True))
        for row in connection.execute(text(STORED))
    }


def readable(tables: list[list[Shape]], stored: Stored) -> tuple[list[list[Shape]], list[str]]:
    """The shapes that can be read as they were sealed, and the tables of those that cannot.

    A column of another type could write one value for us and be another to everybody else.

    Args:
        tables: the shapes of each table.
        stored: as `stored_columns` gives it.
    """
    whole, others = [], []
    for versions in tables:
        there = stored.get(versions[0].relation, {})
        columns = [column for shape in versions for column in shape.columns]
        salted = SALT in there or not any(column.personal for column in columns)
        if salted and all(there.get(column.name) == column.kind for column in columns):
            whole.append(versions)
        else:
            others.append(versions[0].relation)
    return whole, others
