-- Switches the acting person's second factor on, for their password and a code of it; their other
-- sessions end.
CREATE OR REPLACE FUNCTION ledger.confirm_second_factor(
    proof bytea, door bytea, step bigint, recovery_codes bytea[]
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
    IF outcome = 'right' AND step IS NULL THEN
        locked_until := ledger.count_wrong(acting.login);
        outcome := 'wrong_code';
    ELSIF outcome = 'right' THEN
        UPDATE ledger.second_factor AS factor
        SET confirmed_at = clock_timestamp(), last_step = step
        WHERE factor.login = acting.login AND factor.confirmed_at IS NULL;
        IF FOUND THEN
            INSERT INTO ledger.recovery_code (login, code_sha256)
            SELECT acting.login, code
            FROM unnest(recovery_codes) AS given (code);
            DELETE FROM ledger.web_session AS session
            WHERE session.login = acting.login AND session.token_sha256 <> acting.token_sha256;
            DELETE FROM ledger.sign_in_brake AS brake
            WHERE brake.login = acting.login;
            PERFORM ledger.note_sign_in(acting.login, 'second_factor_on');
        ELSE
            outcome := 'on_already';
        END IF;
    END IF;
    RETURN NEXT;
END
$$;
