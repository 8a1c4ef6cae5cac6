-- Whether the acting person's password is right, asked by a program that has the door key: right,
-- wrong, locked, no_session or no_door_key; and whose session it is.
CREATE OR REPLACE FUNCTION ledger.prove_at_door(proof bytea, door bytea)
RETURNS TABLE (login text, token_sha256 bytea, outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    SELECT presented.login, presented.token_sha256 INTO login, token_sha256
    FROM ledger.presented_session() AS presented
    WHERE presented.purpose = 'work';
    IF login IS NULL THEN
        outcome := 'no_session';
    ELSIF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
    ELSE
        SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
        FROM ledger.prove_password(login, proof) AS proved;
    END IF;
    RETURN NEXT;
END
$$;
