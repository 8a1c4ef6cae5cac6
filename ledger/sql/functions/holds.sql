-- Whether whoever acts holds a power at all, wherever that is.
CREATE OR REPLACE FUNCTION ledger.holds(of_power text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.power_held AS held
        WHERE held.login = ledger.acting_login() AND held.power = of_power
    );
END
$$;
