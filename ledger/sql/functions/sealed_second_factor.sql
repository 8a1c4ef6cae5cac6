-- The sealed secret of the acting person's codes, and whether it counts yet.
CREATE OR REPLACE FUNCTION ledger.sealed_second_factor(door bytea)
RETURNS TABLE (sealed bytea, confirmed boolean)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT factor.sealed, factor.confirmed_at IS NOT NULL
FROM ledger.presented_session() AS presented
INNER JOIN ledger.second_factor AS factor ON presented.login = factor.login
WHERE presented.purpose IN ('work', 'second_factor') AND ledger.is_door_key(door);
$$;
