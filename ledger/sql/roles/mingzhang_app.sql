-- The role that pages and people's commands sign in to the database as. It owns nothing; without
-- the token of somebody who is signed in it sees nothing that is not public.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_app') THEN
        CREATE ROLE mingzhang_app LOGIN;
        -- Everybody's transactions are of this one role: none may read another's statements, which
        -- name tokens, in the server's view of activity. Only a superuser can set or undo it.
        ALTER ROLE mingzhang_app SET track_activities = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
