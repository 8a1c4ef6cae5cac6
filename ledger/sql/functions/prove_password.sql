-- Whether a password, by its argon2id hash, is that of a person who may sign in: right, wrong or
-- locked. What is wrong counts; what is right does not yet forgive, for a code may be to come.
CREATE OR REPLACE FUNCTION ledger.prove_password(of_login text, proof bytea)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    locked_until := ledger.locked_until(of_login);
    IF locked_until IS NOT NULL THEN
        outcome := 'locked';
    ELSIF EXISTS (
        SELECT FROM ledger.user_secret AS secret
        INNER JOIN ledger.user_account AS account ON secret.login = account.login
        WHERE secret.login = of_login AND secret.verifier = sha256(proof)
            AND account.disabled_at IS NULL
    ) THEN
        outcome := 'right';
    ELSE
        locked_until := ledger.count_wrong(of_login);
        outcome := 'wrong';
    END IF;
    RETURN NEXT;
END
$$;
