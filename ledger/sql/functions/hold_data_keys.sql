-- The data keys in use, wrapped: whoever has not the master key learns nothing from them. Until the
-- transaction ends the newest sealing key is held, so that a rotation does not retire it under an
-- import that still seals with it.
CREATE OR REPLACE FUNCTION ledger.hold_data_keys()
RETURNS TABLE (purpose text, version integer, wrapped bytea, master_fingerprint bytea)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    newest integer;
BEGIN
    LOOP
        SELECT max(version) INTO newest FROM ledger.data_key WHERE purpose = 'seal';
        EXIT WHEN newest IS NULL;
        -- Wrapping it anew may go on meanwhile; retiring it waits.
        PERFORM FROM ledger.data_key WHERE purpose = 'seal' AND version = newest FOR KEY SHARE;
        -- A newer one may have been made while this waited for the row.
        EXIT WHEN NOT EXISTS (
            SELECT FROM ledger.data_key WHERE purpose = 'seal' AND version > newest
        );
    END LOOP;
    RETURN QUERY
    SELECT purpose, version, wrapped, master_fingerprint
    FROM ledger.data_key
    WHERE retired_at IS NULL;
END
$$;
