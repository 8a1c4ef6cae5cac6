-- Whether a code proves a person: a step of time that is later than the last one taken, which
-- Python found the code to be of, or the hash of a recovery code. Neither is taken twice.
CREATE OR REPLACE FUNCTION ledger.take_code(of_login text, step bigint, recovery bytea)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF step IS NOT NULL THEN
        UPDATE ledger.second_factor AS factor
        SET last_step = step
        WHERE factor.login = of_login AND factor.last_step < step
            -- No later than what a clock a minute ahead would show.
            AND step <= extract(EPOCH FROM clock_timestamp())::bigint / 30 + 2;
    ELSE
        DELETE FROM ledger.recovery_code AS code
        WHERE code.login = of_login AND code.code_sha256 = recovery;
    END IF;
    RETURN FOUND;
END
$$;
