-- Ends the session whose token was given, whatever it was for.
CREATE OR REPLACE FUNCTION ledger.sign_out()
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.web_session AS session
WHERE session.token_sha256
    = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'));
$$;
