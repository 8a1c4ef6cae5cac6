-- Whether whoever acts holds a power at a division and at all below it: whoever gives a right with
-- the subtree reaches as far themselves.
CREATE OR REPLACE FUNCTION ledger.holds_below(of_power text, at_division_id text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.power_held AS held
        INNER JOIN ledger.division AS above ON held.division_id = above.division_id
        INNER JOIN ledger.division AS asked ON asked.division_id = at_division_id
        WHERE held.login = ledger.acting_login() AND held.power = of_power
            AND held.with_subtree AND starts_with(asked.path, above.path)
    );
END
$$;
