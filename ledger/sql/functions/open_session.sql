-- Opens a session for a login and the argon2id hash of its password. Outcomes are told, not
-- raised: an error would take the count back, and its text would stand in the server's log.
CREATE OR REPLACE FUNCTION ledger.open_session(
    of_login text, proof bytea, door bytea, token bytea, forms text, seen_address text,
    seen_agent text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
    FROM ledger.prove_password(of_login, proof) AS proved;
    IF outcome = 'right' THEN
        purpose := ledger.purpose_of_sign_in(of_login, FALSE, TRUE);
        PERFORM ledger.begin_session(of_login, purpose, token, forms, seen_address, seen_agent);
    END IF;
    RETURN NEXT;
END
$$;
