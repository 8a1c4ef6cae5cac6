-- A security administrator keeps somebody from signing in, and ends their sessions; or lets them
-- in again. Nobody disables themselves: the last one would leave nobody to enable them, and what is
-- on record of it would have no author, whose session it ended.
CREATE OR REPLACE FUNCTION ledger.disable_user(of_login text, disabled boolean)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF of_login = ledger.check_account_power(
        of_login, ledger.division_of_account(of_login), FALSE
    ) THEN
        PERFORM ledger.refuse(6, 'own_account', jsonb_build_object('login', of_login));
    END IF;
    UPDATE ledger.user_account AS account
    SET disabled_at = CASE
        WHEN disabled THEN coalesce(account.disabled_at, clock_timestamp())
    END
    WHERE account.login = of_login;
    DELETE FROM ledger.web_session AS session
    WHERE session.login = of_login AND disabled;
    PERFORM ledger.record_access(
        CASE WHEN disabled THEN 'user_disabled' ELSE 'user_enabled' END, NULL, of_login,
        '{}'::jsonb
    );
END
$$;
