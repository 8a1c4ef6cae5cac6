-- A run reads the facts as the horizon shows them and writes the rows that rules return.
GRANT USAGE ON SCHEMA facts, audits TO mingzhang_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA facts TO mingzhang_audit;
GRANT INSERT, SELECT ON audits.breach TO mingzhang_audit;
DO $$
BEGIN
    EXECUTE format('GRANT mingzhang_audit TO %I', current_user);
EXCEPTION
    -- The server's own superuser needs no grant and may not be granted to itself.
    WHEN OTHERS THEN NULL;
END
$$;
