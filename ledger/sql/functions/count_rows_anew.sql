-- Counts the rows of tables that have grown by a fifth since their rows were last counted, or that
-- the planner takes to be empty: what was just posted is in no statistics, and plans that take it
-- for a row or none go through all rows for each. What somebody else counts is left to them.
CREATE OR REPLACE FUNCTION ledger.count_rows_anew()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    grown regclass;
BEGIN
    FOR grown IN
        SELECT relation.oid
        FROM pg_class AS relation
        WHERE relation.relnamespace = 'ledger'::regnamespace AND relation.relkind = 'r'
            AND (
                (relation.reltuples = 0 AND relation.relpages > 0)
                OR pg_relation_size(relation.oid) / current_setting('block_size')::integer
                > 100 + relation.relpages * 1.2
            )
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
    END LOOP;
END
$$;
