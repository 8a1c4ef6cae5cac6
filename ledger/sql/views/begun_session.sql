-- Sessions that still count: used within half an hour, not older than twelve, of a person who may
-- still sign in. One that only leads to a code or a new password has ten minutes.
CREATE OR REPLACE VIEW ledger.begun_session WITH (security_invoker = TRUE) AS
SELECT
    session.token_sha256,
    session.session_number,
    session.login,
    session.purpose,
    session.form_token,
    session.address,
    session.agent,
    session.created_at,
    session.last_seen_at
FROM ledger.web_session AS session
INNER JOIN ledger.user_account AS account ON session.login = account.login
WHERE
    account.disabled_at IS NULL
    AND session.last_seen_at > clock_timestamp() - INTERVAL '30 minutes'
    AND session.created_at > clock_timestamp() - CASE session.purpose
        WHEN 'work' THEN INTERVAL '12 hours'
        ELSE INTERVAL '10 minutes'
    END;
