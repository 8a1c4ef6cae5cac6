-- Whether whoever acts holds a power at all, wherever that is.
CREATE OR REPLACE FUNCTION ledger.holds(of_power text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN of_power = ANY(ledger.own_powers());
END
$$;
