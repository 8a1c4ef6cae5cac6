-- Opens a session for whom the organisation's identity provider has spoken; an account is needed
-- here that names them there. Whoever switched a second factor on is asked for it all the same.
CREATE OR REPLACE FUNCTION ledger.open_provider_session(
    of_issuer text, of_subject text, door bytea, token bytea, forms text, seen_address text,
    seen_agent text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    linked text;
BEGIN
    IF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT secret.login INTO linked
    FROM ledger.user_secret AS secret
    INNER JOIN ledger.user_account AS account ON secret.login = account.login
    WHERE secret.issuer = of_issuer AND secret.subject = of_subject
        AND account.disabled_at IS NULL;
    IF linked IS NULL THEN
        PERFORM ledger.note_sign_in(left(of_subject, 64), 'sign_in_failed');
        outcome := 'not_linked';
    ELSE
        outcome := 'right';
        purpose := ledger.purpose_of_sign_in(linked, FALSE, FALSE);
        PERFORM ledger.begin_session(linked, purpose, token, forms, seen_address, seen_agent);
    END IF;
    RETURN NEXT;
END
$$;
