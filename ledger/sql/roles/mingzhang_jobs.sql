-- The role that jobs, and whatever makes a run, sign in to the database as: it reads all books,
-- past row-level security, and records runs, flags, alerts and what became of them.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_jobs') THEN
        CREATE ROLE mingzhang_jobs LOGIN BYPASSRLS;
        -- A statement that row-level security would cut short fails instead of finding less.
        ALTER ROLE mingzhang_jobs SET row_security = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
