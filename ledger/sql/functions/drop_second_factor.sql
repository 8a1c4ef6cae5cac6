-- Switches the acting person's second factor off, for their password and a code; their other
-- sessions end.
CREATE OR REPLACE FUNCTION ledger.drop_second_factor(
    proof bytea, door bytea, step bigint, recovery bytea
)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting record;
BEGIN
    SELECT presented.login, presented.token_sha256 INTO acting
    FROM ledger.presented_session() AS presented
    WHERE presented.purpose = 'work';
    IF NOT FOUND OR NOT ledger.is_door_key(door) THEN
        outcome := CASE WHEN acting IS NULL THEN 'no_session' ELSE 'no_door_key' END;
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
    FROM ledger.prove_password(acting.login, proof) AS proved;
    IF outcome = 'right' AND NOT ledger.take_code(acting.login, step, recovery) THEN
        locked_until := ledger.count_wrong(acting.login);
        outcome := 'wrong_code';
    ELSIF outcome = 'right' THEN
        PERFORM ledger.forget_second_factor(acting.login);
        DELETE FROM ledger.web_session AS session
        WHERE session.login = acting.login AND session.token_sha256 <> acting.token_sha256;
        DELETE FROM ledger.sign_in_brake AS brake
        WHERE brake.login = acting.login;
        PERFORM ledger.note_sign_in(acting.login, 'second_factor_off');
    END IF;
    RETURN NEXT;
END
$$;
