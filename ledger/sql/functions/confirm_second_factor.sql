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
    SELECT * INTO acting FROM ledger.prove_at_door(proof, door);
    outcome := acting.outcome;
    locked_until := acting.locked_until;
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
            PERFORM ledger.leave_one_session(
                acting.login, acting.token_sha256, 'second_factor_on'
            );
        ELSE
            outcome := 'on_already';
        END IF;
    END IF;
    RETURN NEXT;
END
$$;
