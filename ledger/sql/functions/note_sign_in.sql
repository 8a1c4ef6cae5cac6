-- Puts on record what became of an attempt to sign in, or of what proves a person. A login that
-- nobody has is not written down: it may be a password in the wrong field.
CREATE OR REPLACE FUNCTION ledger.note_sign_in(of_login text, what text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.access_record (recorded_at, login, kind, book_id, subject, details)
SELECT
    clock_timestamp(),
    -- Who fails to prove who they are is nobody yet.
    CASE WHEN what NOT IN ('sign_in_failed', 'locked_out') THEN known.login END,
    what, NULL, coalesce(known.login, ''), '{}'::jsonb
FROM (VALUES (of_login)) AS typed (login)
LEFT JOIN ledger.user_account AS known ON typed.login = known.login;
$$;
