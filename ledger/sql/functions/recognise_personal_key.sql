-- Whether a key's fingerprint is that of the ledger's one key; the first that comes is kept.
CREATE OR REPLACE FUNCTION ledger.recognise_personal_key(of_key bytea)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.personal_key) THEN
        -- Two imports may be the first: one key is kept.
        LOCK TABLE ledger.personal_key IN SHARE ROW EXCLUSIVE MODE;
        INSERT INTO ledger.personal_key (fingerprint, recorded_at)
        SELECT of_key, clock_timestamp()
        WHERE NOT EXISTS (SELECT FROM ledger.personal_key);
    END IF;
    RETURN EXISTS (SELECT FROM ledger.personal_key WHERE fingerprint = of_key);
END
$$;
