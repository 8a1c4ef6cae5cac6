-- A run reads the facts as the horizon shows them and writes the rows that rules return.
GRANT USAGE ON SCHEMA facts, audits TO mingzhang_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA facts TO mingzhang_audit;
GRANT INSERT, SELECT ON audits.breach TO mingzhang_audit;
-- The view of statutory lines asks for codes as whoever reads it.
GRANT EXECUTE ON FUNCTION ledger.statutory_codes(text, text, text, text, date) TO mingzhang_audit;
DO $$
DECLARE
    -- Since PostgreSQL 16 who made a role is its member, but may not yet act as it.
    acting text := CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER'
    END;
BEGIN
    -- Whoever migrates must be able to make runs; a superuser is, without a grant.
    IF NOT pg_has_role(current_user, 'mingzhang_audit', acting) THEN
        EXECUTE format('GRANT mingzhang_audit TO %I', current_user);
    END IF;
END
$$;
