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
    SELECT * INTO acting FROM ledger.prove_at_door(proof, door);
    outcome := acting.outcome;
    locked_until := acting.locked_until;
    IF outcome = 'right' AND NOT ledger.take_code(acting.login, step, recovery) THEN
        locked_until := ledger.count_wrong(acting.login);
        outcome := 'wrong_code';
    ELSIF outcome = 'right' THEN
        PERFORM ledger.forget_second_factor(acting.login);
        PERFORM ledger.leave_one_session(
            acting.login, acting.token_sha256, 'second_factor_off'
        );
    END IF;
    RETURN NEXT;
END
$$;
