-- Whether an import of many rows meets a table that the planner takes to be empty while it has
-- pages: statistics made after a trial was undone say so. Joins would be planned for a row or none,
-- each row of the one going through all rows of the other.
CREATE OR REPLACE FUNCTION ledger.plans_go_astray()
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
SELECT
    -- A mebibyte is some thousand rows.
    (
        SELECT sum(pg_relation_size(staged.oid)) > 1 << 20
        FROM pg_class AS staged
        WHERE staged.relnamespace = pg_my_temp_schema() AND staged.relkind = 'r'
    )
    AND EXISTS (
        SELECT FROM pg_class AS relation
        WHERE relation.relnamespace = 'ledger'::regnamespace AND relation.relkind = 'r'
            AND relation.reltuples = 0 AND relation.relpages > 0
    );
$$;
