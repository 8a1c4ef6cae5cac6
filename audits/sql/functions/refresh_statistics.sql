-- Has the planner look again at tables that have grown by a tenth since it last did. A run right
-- after a large import would else be planned for a small ledger, which can take it hours.
CREATE OR REPLACE FUNCTION audits.refresh_statistics()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    grown regclass;
    refreshed integer := 0;
BEGIN
    FOR grown IN
        SELECT relid
        FROM pg_stat_all_tables
        WHERE schemaname IN ('ledger', 'audits')
            AND n_mod_since_analyze > 1000 + n_live_tup / 10
    LOOP
        EXECUTE format('ANALYZE %s', grown);
        refreshed := refreshed + 1;
    END LOOP;
    RETURN refreshed;
END
$$;
