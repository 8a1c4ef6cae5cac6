-- Ends sessions of the acting person: the one of a number, or all of them where none is given.
CREATE OR REPLACE FUNCTION ledger.end_sessions(of_number bigint)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    ended integer;
BEGIN
    DELETE FROM ledger.web_session AS session
    USING ledger.presented_session() AS presented
    WHERE session.login = presented.login AND presented.purpose = 'work'
        AND (of_number IS NULL OR session.session_number = of_number);
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$$;
