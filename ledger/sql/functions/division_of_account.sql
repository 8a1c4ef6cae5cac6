-- The division of an account; refused where there is no such account.
CREATE OR REPLACE FUNCTION ledger.division_of_account(of_login text)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    found_at text;
BEGIN
    SELECT account.division_id INTO found_at
    FROM ledger.user_account AS account
    WHERE account.login = of_login;
    IF NOT FOUND THEN
        PERFORM ledger.refuse(11, 'no_such_account', jsonb_build_object('login', of_login));
    END IF;
    RETURN found_at;
END
$$;
