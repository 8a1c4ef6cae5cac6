-- A security administrator says who somebody is at the organisation's identity provider, or, with
-- nulls, that they come by it no longer. False where that person is linked to another account.
CREATE OR REPLACE FUNCTION ledger.link_user(of_login text, of_issuer text, of_subject text)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_account_power(of_login, ledger.division_of_account(of_login), TRUE);
    UPDATE ledger.user_secret AS secret
    SET issuer = of_issuer, subject = of_subject
    WHERE secret.login = of_login;
    PERFORM ledger.record_access(
        'provider_linked', NULL, of_login,
        jsonb_build_object('issuer', of_issuer, 'subject', of_subject)
    );
    RETURN TRUE;
EXCEPTION
    WHEN unique_violation THEN RETURN FALSE;
END
$$;
