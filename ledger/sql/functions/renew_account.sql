-- Gives an account a password that was made up for it and has to be changed, and lets its person
-- begin anew: sessions, second factor and lock end. False where there is no such account. Only the
-- owner and the functions that ask who acts call it.
CREATE OR REPLACE FUNCTION ledger.renew_account(
    author text, of_login text, new_salt bytea, new_passes integer, new_memory_kib integer,
    new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    UPDATE ledger.user_secret AS secret
    SET salt = new_salt, passes = new_passes, memory_kib = new_memory_kib, lanes = new_lanes,
        verifier = new_verifier, must_change = TRUE, set_at = clock_timestamp(), set_by = author
    WHERE secret.login = of_login;
    IF NOT FOUND THEN
        RETURN FALSE;
    END IF;
    PERFORM ledger.forget_second_factor(of_login);
    DELETE FROM ledger.web_session AS session
    WHERE session.login = of_login;
    DELETE FROM ledger.sign_in_brake AS brake
    WHERE brake.login = of_login;
    RETURN TRUE;
END
$$;
