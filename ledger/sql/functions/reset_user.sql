-- A security administrator gives somebody a new password, and lets them begin anew.
CREATE OR REPLACE FUNCTION ledger.reset_user(
    of_login text, new_salt bytea, new_passes integer, new_memory_kib integer, new_lanes integer,
    new_verifier bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.check_account_power(
        of_login, ledger.division_of_account(of_login), TRUE
    );
BEGIN
    PERFORM ledger.renew_account(
        acting, of_login, new_salt, new_passes, new_memory_kib, new_lanes, new_verifier
    );
    PERFORM ledger.record_access('password_reset', NULL, of_login, '{}'::jsonb);
END
$$;
