-- What whoever acts may do at all, wherever that is.
CREATE OR REPLACE FUNCTION ledger.own_powers()
RETURNS text[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT held.power)
        FROM ledger.power_held AS held
        WHERE held.login = ledger.acting_login()
    ), '{}');
END
$$;
