-- After a change of what proves a person: their other sessions end, their wrong tries are forgiven,
-- and the change is on record.
CREATE OR REPLACE FUNCTION ledger.leave_one_session(
    of_login text, kept_token_sha256 bytea, of_kind text
)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.web_session AS session
WHERE session.login = of_login AND session.token_sha256 <> kept_token_sha256;
DELETE FROM ledger.sign_in_brake AS brake
WHERE brake.login = of_login;
SELECT ledger.note_sign_in(of_login, of_kind);
$$;
