-- Puts on record what became of an attempt to sign in, or of what proves a person.
CREATE OR REPLACE FUNCTION ledger.note_sign_in(of_login text, what text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.sign_in_attempt (login, kind, attempted_at)
VALUES (of_login, what, clock_timestamp());
$$;
