-- The role that runs act in: it reads the facts and writes what was found, nothing else.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_audit') THEN
        CREATE ROLE mingzhang_audit NOLOGIN;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
