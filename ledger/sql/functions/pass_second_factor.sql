-- Turns a session that waits for a code into one to work with, under a new token. Wrong codes count
-- like wrong passwords.
CREATE OR REPLACE FUNCTION ledger.pass_second_factor(
    door bytea, step bigint, recovery bytea, token bytea, forms text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    waiting record;
BEGIN
    SELECT session.login, session.token_sha256, session.address, session.agent INTO waiting
    FROM ledger.presented_session() AS presented
    INNER JOIN ledger.web_session AS session ON presented.token_sha256 = session.token_sha256
    WHERE presented.purpose = 'second_factor';
    IF NOT FOUND OR NOT ledger.is_door_key(door) THEN
        outcome := CASE WHEN waiting IS NULL THEN 'no_session' ELSE 'no_door_key' END;
        RETURN NEXT;
        RETURN;
    END IF;
    locked_until := ledger.locked_until(waiting.login);
    IF locked_until IS NOT NULL THEN
        outcome := 'locked';
    ELSIF ledger.take_code(waiting.login, step, recovery) THEN
        outcome := 'right';
        purpose := ledger.purpose_of_sign_in(waiting.login, TRUE, TRUE);
        DELETE FROM ledger.web_session AS session
        WHERE session.token_sha256 = waiting.token_sha256;
        PERFORM ledger.begin_session(
            waiting.login, purpose, token, forms, waiting.address, waiting.agent
        );
    ELSE
        locked_until := ledger.count_wrong(waiting.login);
        outcome := 'wrong';
    END IF;
    RETURN NEXT;
END
$$;
