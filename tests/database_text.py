"""Writes a database down as text, an object a line, so that two databases can be compared."""

from sqlalchemy import Connection, text

#: Each returns (object, what is said of it). Columns are told by name, since a migration can only
#: add them at the end.
QUESTIONS = {
    "schema": """
        SELECT nspname, concat_ws(' | ',
            (SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(nspacl) AS acl),
            obj_description(oid, 'pg_namespace'))
        FROM pg_namespace WHERE nspname = ANY(:schemas)
    """,
    "relation": """
        SELECT relname, concat_ws(' | ', relation.relkind, relation.relpersistence,
            relation.relrowsecurity, relation.relforcerowsecurity, relation.reloptions::text,
            'granted ' || (SELECT string_agg(acl::text, ',' ORDER BY acl::text)
                FROM unnest(relation.relacl) AS acl),
            obj_description(relation.oid, 'pg_class'))
        FROM pg_class AS relation INNER JOIN schemas ON relation.relnamespace = schemas.oid
        WHERE relation.relkind <> 'i'
    """,
    "column": """
        SELECT concat_ws('.', relation.relname, attname), concat_ws(' | ',
            format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
            nullif(attidentity, ''), nullif(attgenerated, ''),
            'default ' || pg_get_expr(adbin, adrelid),
            'collate ' || (SELECT collname FROM pg_collation WHERE oid = attcollation),
            'granted ' || attacl::text, col_description(attrelid, attnum))
        FROM pg_attribute
        INNER JOIN pg_class AS relation ON attrelid = relation.oid
        INNER JOIN schemas ON relation.relnamespace = schemas.oid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped AND relation.relkind <> 'i'
    """,
    "constraint": """
        SELECT concat_ws('.', relation.relname, conname), concat_ws(' | ',
            pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint'))
        FROM pg_constraint AS con
        INNER JOIN pg_class AS relation ON conrelid = relation.oid
        INNER JOIN schemas ON relation.relnamespace = schemas.oid
    """,
    "index": """
        SELECT relation.relname, pg_get_indexdef(relation.oid)
        FROM pg_class AS relation INNER JOIN schemas ON relation.relnamespace = schemas.oid
        WHERE relation.relkind = 'i'
    """,
    "function": """
        SELECT proname || '(' || pg_get_function_identity_arguments(routine.oid) || ')',
            concat_ws(' | ', pg_get_functiondef(routine.oid),
            'granted ' || (SELECT string_agg(acl::text, ',' ORDER BY acl::text)
                FROM unnest(proacl) AS acl),
            obj_description(routine.oid, 'pg_proc'))
        FROM pg_proc AS routine INNER JOIN schemas ON pronamespace = schemas.oid
    """,
    "trigger": """
        SELECT concat_ws('.', relation.relname, tgname),
            concat_ws(' | ', pg_get_triggerdef(trig.oid), tgenabled)
        FROM pg_trigger AS trig
        INNER JOIN pg_class AS relation ON tgrelid = relation.oid
        INNER JOIN schemas ON relation.relnamespace = schemas.oid
        WHERE NOT tgisinternal
    """,
    "view": """
        SELECT relname, pg_get_viewdef(relation.oid)
        FROM pg_class AS relation INNER JOIN schemas ON relation.relnamespace = schemas.oid
        WHERE relation.relkind = 'v'
    """,
    "type": """
        SELECT typname, concat_ws(' | ', typtype, 'granted ' || typacl::text,
            obj_description(kind.oid, 'pg_type'))
        FROM pg_type AS kind INNER JOIN schemas ON typnamespace = schemas.oid
        WHERE typtype <> 'b'
    """,
    "policy": """
        SELECT concat_ws('.', tablename, policyname),
            concat_ws(' | ', permissive, roles::text, cmd, qual, with_check)
        FROM pg_policies WHERE schemaname = ANY(:schemas)
    """,
    "sequence": """
        SELECT sequencename,
            concat_ws(' | ', data_type, start_value, min_value, max_value, increment_by, cycle)
        FROM pg_sequences WHERE schemaname = ANY(:schemas)
    """,
}
SCHEMAS = ("ledger", "audits", "facts")


def objects_of(connection: Connection) -> dict[str, str]:
    """Every object of our schemas, by its kind and name, with all that makes it what it is."""
    found: dict[str, str] = {}
    for kind, question in QUESTIONS.items():
        for schema in SCHEMAS:
            asked = (
                "WITH schemas AS MATERIALIZED"
                " (SELECT oid FROM pg_namespace WHERE nspname = ANY(:schemas))" + question
            )
            for name, said in connection.execute(text(asked), {"schemas": [schema]}):
                found[f"{kind} {schema}.{name}"] = said
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The objects that are not the same in both, with what each says of them."""
    return {
        name: (one.get(name, "—"), other.get(name, "—"))
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    }
