-- Sessions that may act: used within the last half hour, begun within the last twelve.
CREATE OR REPLACE VIEW ledger.live_session WITH (security_invoker = true) AS
SELECT
    session.token_sha256,
    session.login
FROM ledger.web_session AS session
WHERE
    session.last_seen_at > clock_timestamp() - INTERVAL '30 minutes'
    AND session.created_at > clock_timestamp() - INTERVAL '12 hours';
