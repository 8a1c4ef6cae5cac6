-- Who acts: whoever has the session whose token the transaction names; null if nobody does.
-- Nothing else that the application says of who acts is believed.
CREATE OR REPLACE FUNCTION ledger.acting_login()
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT session.login
        FROM ledger.live_session AS session
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    );
END
$$;
