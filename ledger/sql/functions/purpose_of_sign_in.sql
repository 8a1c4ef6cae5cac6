-- What a session of somebody whose password, or whose provider, has spoken for them is for.
CREATE OR REPLACE FUNCTION ledger.purpose_of_sign_in(
    of_login text, factor_passed boolean, by_password boolean
)
RETURNS text
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT CASE
    WHEN NOT factor_passed AND EXISTS (
        SELECT FROM ledger.second_factor AS factor
        WHERE factor.login = of_login AND factor.confirmed_at IS NOT NULL
    ) THEN 'second_factor'
    -- A password that somebody else made up bothers only who signs in with it.
    WHEN by_password AND secret.must_change THEN 'password_change'
    ELSE 'work'
END
FROM ledger.user_secret AS secret
WHERE secret.login = of_login;
$$;
