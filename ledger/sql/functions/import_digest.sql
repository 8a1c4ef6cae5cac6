-- The fingerprint of an import under way: what all rows that were staged and posted come to.
CREATE OR REPLACE FUNCTION ledger.import_digest()
RETURNS bytea
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT sha256(coalesce(string_agg(staged_digest.digest, ''::bytea ORDER BY staged_digest.nth), ''))
FROM staged_digest;
$$;
