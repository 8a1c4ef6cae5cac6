-- Sessions that can do something: those that only lead to a code or a new password cannot.
CREATE OR REPLACE VIEW ledger.live_session WITH (security_invoker = TRUE) AS
SELECT
    session.token_sha256,
    session.session_number,
    session.login,
    session.address,
    session.agent,
    session.created_at,
    session.last_seen_at
FROM ledger.begun_session AS session
WHERE session.purpose = 'work';
