-- Whether whoever acts holds a power at a division, by a right there or at one above that reaches
-- down; at a township also by a right at its county.
CREATE OR REPLACE FUNCTION ledger.holds_at(of_power text, at_division_id text)
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
            AND (
                above.division_id = asked.division_id
                OR (held.with_subtree AND starts_with(asked.path, above.path))
                OR (above.level = 'township' AND above.parent_id = asked.division_id)
                OR (asked.level = 'township' AND asked.parent_id = above.division_id)
            )
    );
END
$$;
