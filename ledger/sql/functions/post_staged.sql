-- Has a posting function post what is staged, in the name of the import's author; what streamed
-- sheets staged for it is digested first.
CREATE OR REPLACE FUNCTION ledger.post_staged(posting_function text, streamed text[])
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    streamed_table text;
    posted integer;
BEGIN
    IF posting_function NOT LIKE 'import\_%'
        OR to_regprocedure(format('ledger.%I(text)', posting_function)) IS NULL
    THEN
        RAISE EXCEPTION 'no posting function is called %', posting_function;
    END IF;
    FOREACH streamed_table IN ARRAY streamed LOOP
        PERFORM ledger.digest_staged(streamed_table);
    END LOOP;
    EXECUTE format('SELECT ledger.%I(author) FROM staged_import', posting_function) INTO posted;
    RETURN posted;
END
$$;
