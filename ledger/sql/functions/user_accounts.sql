-- The accounts, for those who may see them: how each is signed in to, and never by what.
CREATE OR REPLACE FUNCTION ledger.user_accounts()
RETURNS TABLE (
    login text, name text, division text, created_at timestamptz, created_by text,
    disabled_at timestamptz, must_change boolean, last_signed_in_at timestamptz,
    second_factor boolean, subject text
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    account.login, account.name, division.name, account.created_at, account.created_by,
    account.disabled_at, secret.must_change, secret.last_signed_in_at,
    EXISTS (
        SELECT FROM ledger.second_factor AS factor
        WHERE factor.login = account.login AND factor.confirmed_at IS NOT NULL
    ),
    secret.subject
FROM ledger.user_account AS account
INNER JOIN ledger.user_secret AS secret ON account.login = secret.login
LEFT JOIN ledger.division AS division ON account.division_id = division.division_id
WHERE
    ledger.holds('account')
    AND (account.division_id IS NULL OR ledger.holds_at('account', account.division_id))
ORDER BY account.login;
$$;
