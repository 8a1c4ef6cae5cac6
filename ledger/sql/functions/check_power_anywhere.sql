-- Promise 11, asked of no place: whoever acts holds one of some powers somewhere. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power_anywhere(of_powers text[])
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_signed_in();
BEGIN
    IF NOT ledger.own_powers() && of_powers THEN
        PERFORM ledger.refuse(
            11, 'power_lacking_anywhere',
            jsonb_build_object('login', login, 'power', of_powers[1])
        );
    END IF;
    RETURN login;
END
$$;
