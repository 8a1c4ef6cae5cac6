-- Who has the session whose token was given, and what it is for; it is marked as used.
CREATE OR REPLACE FUNCTION ledger.who_acts()
RETURNS TABLE (
    login text, name text, division_id text, form_token text, purpose text, second_factor boolean
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- Once a minute is enough to tell idle from used.
    UPDATE ledger.web_session AS session
    SET last_seen_at = clock_timestamp()
    FROM ledger.presented_session() AS presented
    WHERE session.token_sha256 = presented.token_sha256
        AND session.last_seen_at < clock_timestamp() - INTERVAL '1 minute';
    RETURN QUERY
    SELECT
        account.login, account.name, account.division_id, session.form_token, session.purpose,
        EXISTS (
            SELECT FROM ledger.second_factor AS factor
            WHERE factor.login = account.login AND factor.confirmed_at IS NOT NULL
        )
    FROM ledger.presented_session() AS presented
    INNER JOIN ledger.web_session AS session ON presented.token_sha256 = session.token_sha256
    INNER JOIN ledger.user_account AS account ON presented.login = account.login;
END
$$;
