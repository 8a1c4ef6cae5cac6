-- Until when a login is locked; null if it is not. Attempts on one login take their turn here until
-- their transaction ends, so that many at once count as many.
CREATE OR REPLACE FUNCTION ledger.locked_until(of_login text)
RETURNS timestamptz
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    until timestamptz;
BEGIN
    INSERT INTO ledger.sign_in_brake (login, wrong, tried_at)
    VALUES (of_login, 0, clock_timestamp())
    ON CONFLICT (login) DO NOTHING;
    SELECT brake.locked_until INTO until
    FROM ledger.sign_in_brake AS brake
    WHERE brake.login = of_login
    FOR UPDATE;
    IF until > clock_timestamp() THEN
        PERFORM ledger.note_sign_in(of_login, 'locked_out');
        RETURN until;
    END IF;
    RETURN NULL;
END
$$;
