-- Who seals reads the facts, so as to hash them, gives facts of no book their place, and writes the
-- evidence; of sessions, secrets, keys, numbers and drafts it sees nothing.
DO $$
DECLARE
    fact regclass;
    common boolean;
BEGIN
    GRANT USAGE ON SCHEMA ledger, audits TO mingzhang_seal;
    FOR fact, common IN
        SELECT relation.oid, NOT place.attnotnull
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        INNER JOIN pg_attribute AS place
            ON relation.oid = place.attrelid AND place.attname = 'log_position'
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO mingzhang_seal', fact);
        IF common THEN
            EXECUTE format('GRANT UPDATE (log_position) ON %s TO mingzhang_seal', fact);
        END IF;
    END LOOP;
    GRANT SELECT ON
    -- Of books it tells the names.
    ledger.division, ledger.division_code,
    ledger.book_head, ledger.fact_shape, ledger.shape_start, ledger.log_tree, ledger.tile
    TO mingzhang_seal;
    GRANT INSERT, UPDATE ON ledger.log_tree, ledger.tile TO mingzhang_seal;
    GRANT INSERT ON ledger.checkpoint, ledger.countersignature TO mingzhang_seal;
END
$$;
