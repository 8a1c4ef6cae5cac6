-- The live session whose token was given with the transaction. The token itself has to be given:
-- who knows only its hash, as the database keeps it, has no session.
CREATE OR REPLACE FUNCTION ledger.presented_session()
RETURNS TABLE (token_sha256 bytea, login text, purpose text)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT session.token_sha256, session.login, session.purpose
FROM ledger.begun_session AS session
WHERE session.token_sha256
    = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'));
$$;
