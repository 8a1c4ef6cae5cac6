-- The role that owns every table, view and function: nobody signs in as it, whoever migrates acts
-- as it. It is no superuser: row-level security is forced upon it as upon others.
DO $$
DECLARE
    -- Since PostgreSQL 16 who made a role is its member, but may not yet act as it.
    acting text := CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER'
    END;
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_owner') THEN
            CREATE ROLE mingzhang_owner NOLOGIN;
        END IF;
    EXCEPTION
        -- Another migration on the same server made it in between.
        WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    IF NOT pg_has_role(current_user, 'mingzhang_owner', acting) THEN
        EXECUTE format('GRANT mingzhang_owner TO %I', current_user);
    END IF;
    EXECUTE format(
        'GRANT CREATE, TEMPORARY ON DATABASE %I TO mingzhang_owner', current_database()
    );
    -- What an import keeps in temporary tables is made by the owner's functions: nobody else puts
    -- a table of their own in its place.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM public', current_database());
END
$$;
