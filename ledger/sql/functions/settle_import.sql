-- Has every promise that an import defers to its end be kept now, but for that of its review,
-- which a trial never has: that is asked where it is committed. Then the vault takes the numbers.
CREATE OR REPLACE FUNCTION ledger.settle_import()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE (
        SELECT 'SET CONSTRAINTS ' || string_agg(format('ledger.%I', deferred.conname), ', ')
            || ' IMMEDIATE'
        FROM pg_constraint AS deferred
        WHERE deferred.connamespace = 'ledger'::regnamespace AND deferred.condeferrable
            AND deferred.conname <> 'import_is_reviewed'
    );
    PERFORM ledger.keep_numbers();
END
$$;
