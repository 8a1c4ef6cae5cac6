-- A security administrator adds an account; false where the login is taken.
CREATE OR REPLACE FUNCTION ledger.add_user(
    new_login text, new_name text, of_division_id text, new_salt bytea, new_passes integer,
    new_memory_kib integer, new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.check_account_power(NULL, of_division_id, FALSE);
BEGIN
    IF NOT ledger.write_account(
        acting, new_login, new_name, of_division_id, new_salt, new_passes, new_memory_kib,
        new_lanes, new_verifier
    ) THEN
        RETURN FALSE;
    END IF;
    PERFORM ledger.record_access(
        'user_added', NULL, new_login, jsonb_build_object('division', of_division_id)
    );
    RETURN TRUE;
END
$$;
