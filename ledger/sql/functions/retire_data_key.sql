-- Retires a sealing key that a newer one has replaced, and forgets it, once no number and no draft
-- is sealed with it; returns whether that was so. Waits for the transactions that hold it. Only
-- whoever changes keys, the owner, may.
CREATE OR REPLACE FUNCTION ledger.retire_data_key(old_version integer)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM FROM ledger.data_key WHERE purpose = 'seal' AND version = old_version FOR UPDATE;
    UPDATE ledger.data_key SET wrapped = NULL, retired_at = clock_timestamp()
    WHERE purpose = 'seal' AND version = old_version AND retired_at IS NULL
        AND version < (SELECT max(newest.version) FROM ledger.data_key AS newest)
        AND NOT EXISTS (SELECT FROM ledger.personal_number WHERE key_version = old_version)
        AND NOT EXISTS (
            SELECT FROM ledger.draft_piece
            WHERE substring(sealed FROM 2 FOR 2) = substring(int4send(old_version) FROM 3)
        );
    RETURN found;
END
$$;
