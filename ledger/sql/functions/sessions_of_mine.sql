-- The acting person's sessions, and which of them asks.
CREATE OR REPLACE FUNCTION ledger.sessions_of_mine()
RETURNS TABLE (
    session_number bigint, address text, agent text, created_at timestamptz,
    last_seen_at timestamptz, current boolean
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    live.session_number, live.address, live.agent, live.created_at, live.last_seen_at,
    live.token_sha256 = presented.token_sha256
FROM ledger.presented_session() AS presented
INNER JOIN ledger.live_session AS live ON presented.login = live.login
WHERE presented.purpose = 'work'
ORDER BY live.last_seen_at DESC;
$$;
