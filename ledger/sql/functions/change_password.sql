-- Replaces the acting person's password, for the old one, and ends every session of theirs.
CREATE OR REPLACE FUNCTION ledger.change_password(
    proof bytea, new_salt bytea, new_passes integer, new_memory_kib integer, new_lanes integer,
    new_verifier bytea
)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text;
BEGIN
    SELECT presented.login INTO acting
    FROM ledger.presented_session() AS presented
    WHERE presented.purpose IN ('work', 'password_change');
    IF NOT FOUND THEN
        outcome := 'no_session';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
    FROM ledger.prove_password(acting, proof) AS proved;
    IF outcome = 'right' THEN
        UPDATE ledger.user_secret AS secret
        SET salt = new_salt, passes = new_passes, memory_kib = new_memory_kib, lanes = new_lanes,
            verifier = new_verifier, must_change = FALSE, set_at = clock_timestamp(),
            set_by = acting
        WHERE secret.login = acting;
        DELETE FROM ledger.web_session AS session
        WHERE session.login = acting;
        DELETE FROM ledger.sign_in_brake AS brake
        WHERE brake.login = acting;
        PERFORM ledger.note_sign_in(acting, 'password_changed');
    END IF;
    RETURN NEXT;
END
$$;
