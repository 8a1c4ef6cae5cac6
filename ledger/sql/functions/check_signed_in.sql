-- Promise 11: somebody is signed in. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_signed_in()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.acting_login();
BEGIN
    IF login IS NULL THEN
        PERFORM ledger.refuse(11, 'not_signed_in', '{}'::jsonb);
    END IF;
    RETURN login;
END
$$;
