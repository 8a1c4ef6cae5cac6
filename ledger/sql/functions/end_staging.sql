-- Ends the staging of an import: what was staged is digested, and from now on only the tables of
-- streamed sheets take rows, which are digested as they are posted.
CREATE OR REPLACE FUNCTION ledger.end_staging(streamed text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    own_tables CONSTANT text[] := ARRAY[
        'staged_book', 'staged_digest', 'staged_faulty', 'staged_import', 'staged_problem',
        'staged_voucher'
    ];
    mine text := quote_ident((
        SELECT schema.nspname FROM pg_namespace AS schema WHERE schema.oid = pg_my_temp_schema()
    ));
    staging_table text;
BEGIN
    EXECUTE format('REVOKE INSERT ON ALL TABLES IN SCHEMA %s FROM mingzhang_app', mine);
    GRANT INSERT ON staged_faulty TO mingzhang_app;
    FOREACH staging_table IN ARRAY streamed LOOP
        IF staging_table !~ '^staged_[a-z_]+$' OR staging_table = ANY(own_tables) THEN
            RAISE EXCEPTION 'no sheet is streamed through %', staging_table;
        END IF;
        EXECUTE format('GRANT INSERT ON %I TO mingzhang_app', staging_table);
    END LOOP;
    FOR staging_table IN
        SELECT relation.relname
        FROM pg_class AS relation
        WHERE relation.relnamespace = pg_my_temp_schema() AND relation.relkind = 'r'
            AND relation.relname LIKE 'staged\_%'
            AND relation.relname <> ALL(own_tables)
        ORDER BY relation.relname
    LOOP
        PERFORM ledger.digest_staged(staging_table);
    END LOOP;
    UPDATE staged_import SET frozen = TRUE;
END
$$;
