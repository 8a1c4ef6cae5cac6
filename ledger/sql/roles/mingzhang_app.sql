-- The role that pages, commands and imports act in: it reads, and posts through functions only.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_app') THEN
        CREATE ROLE mingzhang_app NOLOGIN;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
