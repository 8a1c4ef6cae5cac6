-- Counts an attempt in vain: the fifth in a row locks the login for a minute, each further one for
-- twice as long, up to an hour. Returns until when, or null.
CREATE OR REPLACE FUNCTION ledger.count_wrong(of_login text)
RETURNS timestamptz
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    until timestamptz;
BEGIN
    PERFORM ledger.note_sign_in(of_login, 'sign_in_failed');
    UPDATE ledger.sign_in_brake AS brake
    SET wrong = brake.wrong + 1,
        tried_at = clock_timestamp(),
        locked_until = CASE
            WHEN brake.wrong >= 4
                THEN clock_timestamp()
                    + INTERVAL '1 minute' * least(power(2, least(brake.wrong - 4, 6)), 60)
        END
    WHERE brake.login = of_login
    RETURNING brake.locked_until INTO until;
    IF until IS NOT NULL THEN
        PERFORM ledger.note_sign_in(of_login, 'locked_out');
    END IF;
    -- Whoever tries many names leaves no more behind than those of a day.
    DELETE FROM ledger.sign_in_brake AS brake
    WHERE brake.tried_at < clock_timestamp() - INTERVAL '1 day';
    RETURN until;
END
$$;
