-- Gives a ledger that has no data keys its first two, wrapped with the master key of that
-- fingerprint; where there are some, nothing is changed.
CREATE OR REPLACE FUNCTION ledger.begin_data_keys(
    sealing bytea, matching bytea, fingerprint bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- Nothing is locked where there are keys: anybody may ask for this.
    IF EXISTS (SELECT FROM ledger.data_key) THEN
        RETURN;
    END IF;
    -- Two may be the first: one pair of keys is kept.
    LOCK TABLE ledger.data_key IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO ledger.data_key (purpose, version, wrapped, master_fingerprint, created_at)
    SELECT first_key.purpose, 1, first_key.wrapped, fingerprint, clock_timestamp()
    FROM (VALUES ('seal', sealing), ('match', matching)) AS first_key (purpose, wrapped)
    WHERE NOT EXISTS (SELECT FROM ledger.data_key);
END
$$;
