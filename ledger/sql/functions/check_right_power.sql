-- Promise 11 for rights: who asks for one, or releases it, may do so at its division, and where it
-- reaches below, there too. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_right_power(
    of_power text, at_division_id text, is_with_subtree boolean
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_power(of_power, at_division_id);
BEGIN
    IF is_with_subtree AND NOT ledger.holds_below(of_power, at_division_id) THEN
        PERFORM ledger.refuse(
            11, 'power_lacking_below',
            jsonb_build_object('login', login, 'power', of_power, 'division', at_division_id)
        );
    END IF;
    RETURN login;
END
$$;
