-- Promise 11: who acts in a book holds the power there. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power(of_power text, at_division_id text)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_signed_in();
BEGIN
    IF NOT ledger.holds_at(of_power, at_division_id) THEN
        PERFORM ledger.refuse(
            11, 'power_lacking',
            jsonb_build_object('login', login, 'power', of_power, 'division', at_division_id)
        );
    END IF;
    RETURN login;
END
$$;
