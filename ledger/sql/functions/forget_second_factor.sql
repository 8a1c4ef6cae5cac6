-- Removes a person's second factor with its recovery codes.
CREATE OR REPLACE FUNCTION ledger.forget_second_factor(of_login text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.recovery_code AS code
WHERE code.login = of_login;
DELETE FROM ledger.second_factor AS factor
WHERE factor.login = of_login;
$$;
