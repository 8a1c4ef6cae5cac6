-- Begins a session for somebody who has proved who they are, after their wrong attempts are
-- forgiven if nothing more is asked of them; sessions that have ended are cleared away with it.
CREATE OR REPLACE FUNCTION ledger.begin_session(
    of_login text, what_for text, token bytea, forms text, seen_address text, seen_agent text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF what_for <> 'second_factor' THEN
        DELETE FROM ledger.sign_in_brake AS brake
        WHERE brake.login = of_login;
        UPDATE ledger.user_secret AS secret
        SET last_signed_in_at = clock_timestamp()
        WHERE secret.login = of_login;
        PERFORM ledger.note_sign_in(of_login, 'signed_in');
    END IF;
    DELETE FROM ledger.web_session AS ended
    WHERE NOT EXISTS (
        SELECT FROM ledger.begun_session AS live
        WHERE live.token_sha256 = ended.token_sha256
    );
    INSERT INTO ledger.web_session (
        token_sha256, login, purpose, form_token, address, agent, created_at, last_seen_at
    )
    VALUES (
        token, of_login, what_for, forms, left(seen_address, 64), left(seen_agent, 300),
        clock_timestamp(), clock_timestamp()
    );
END
$$;
