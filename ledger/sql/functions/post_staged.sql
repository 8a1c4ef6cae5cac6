-- Has a posting function post what is staged, in the name of the import's author. What can still
-- be staged at this moment is digested first, whatever it is: nothing is posted undigested. That it
-- was posted is digested, too: posted twice, not at all or in another order is another import.
CREATE OR REPLACE FUNCTION ledger.post_staged(posting_function text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    open_table text;
    posted integer;
    astray boolean := ledger.plans_go_astray();
BEGIN
    IF posting_function NOT LIKE 'import\_%'
        OR to_regprocedure(format('ledger.%I(text)', posting_function)) IS NULL
    THEN
        RAISE EXCEPTION 'no posting function is called %', posting_function;
    END IF;
    IF NOT EXISTS (SELECT FROM staged_import WHERE frozen) THEN
        RAISE EXCEPTION 'the staging has not ended, or the import has';
    END IF;
    FOR open_table IN
        SELECT relation.relname
        FROM pg_class AS relation
        WHERE relation.relnamespace = pg_my_temp_schema() AND relation.relkind = 'r'
            AND relation.relname <> 'staged_faulty'
            AND has_table_privilege('mingzhang_app', relation.oid, 'INSERT')
        ORDER BY relation.relname
    LOOP
        PERFORM ledger.digest_staged(open_table);
    END LOOP;
    INSERT INTO staged_digest (digest) VALUES (sha256(convert_to(posting_function, 'UTF8')));
    IF astray THEN
        PERFORM set_config('enable_nestloop', 'off', TRUE);
    END IF;
    EXECUTE format('SELECT ledger.%I(author) FROM staged_import', posting_function) INTO posted;
    IF astray THEN
        PERFORM ledger.count_rows_anew();
        PERFORM set_config('enable_nestloop', 'on', TRUE);
    END IF;
    RETURN posted;
END
$$;
