-- Promise 11 for accounts: who acts on one holds the power there, and wherever the account has
-- rights; so nobody reaches further through another's account. Promise 6: who makes up the password
-- of another, or links their account, could act as them, and so release their own requests;
-- the accounts of those who release are for the operator. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_account_power(
    of_login text, at_division_id text, taking_over boolean
)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.acting_login();
    beyond text;
BEGIN
    IF at_division_id IS NOT NULL THEN
        PERFORM ledger.check_power('right', at_division_id);
    ELSE
        PERFORM ledger.check_power_anywhere(ARRAY['right']);
    END IF;
    SELECT held.division_id INTO beyond
    FROM ledger.power_held AS held
    WHERE held.login = of_login AND NOT ledger.holds_at('right', held.division_id)
    LIMIT 1;
    IF beyond IS NOT NULL THEN
        PERFORM ledger.refuse(
            11, 'power_lacking',
            jsonb_build_object('login', acting, 'power', 'right', 'division', beyond)
        );
    END IF;
    IF taking_over AND EXISTS (
        SELECT FROM ledger.power_held AS held
        WHERE held.login = of_login AND held.power = 'release'
    ) THEN
        PERFORM ledger.refuse(
            6, 'account_of_releaser', jsonb_build_object('login', of_login)
        );
    END IF;
    RETURN acting;
END
$$;
