-- The divisions, down to counties, at which whoever acts holds a power.
CREATE OR REPLACE FUNCTION ledger.divisions_of(of_power text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT reached.division_id)
        FROM ledger.power_held AS held
        INNER JOIN ledger.division AS place ON held.division_id = place.division_id
        INNER JOIN ledger.division AS reached
            ON reached.level <> 'township' AND (
                reached.division_id = place.division_id
                OR (held.with_subtree AND starts_with(reached.path, place.path))
                OR (place.level = 'township' AND place.parent_id = reached.division_id)
            )
        WHERE held.login = ledger.acting_login() AND held.power = of_power
    ), '{}');
END
$$;
