-- Writes an account with a password that was made up for it and has to be changed; false where the
-- login is taken. Only the owner and the functions that ask who acts call it.
CREATE OR REPLACE FUNCTION ledger.write_account(
    author text, new_login text, new_name text, of_division_id text, new_salt bytea,
    new_passes integer, new_memory_kib integer, new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.user_account (login, name, division_id, created_at, created_by)
    VALUES (new_login, new_name, of_division_id, clock_timestamp(), author)
    ON CONFLICT (login) DO NOTHING;
    IF NOT FOUND THEN
        RETURN FALSE;
    END IF;
    INSERT INTO ledger.user_secret (
        login, salt, passes, memory_kib, lanes, verifier, must_change, set_at, set_by
    )
    VALUES (
        new_login, new_salt, new_passes, new_memory_kib, new_lanes, new_verifier, TRUE,
        clock_timestamp(), author
    );
    RETURN TRUE;
END
$$;
