-- Takes out of a set the rows that something was said of: they are not posted.
CREATE OR REPLACE FUNCTION ledger.drop_faulty_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        DELETE FROM %I AS asked
        USING staged_problem AS said
        WHERE asked.sheet_number = said.sheet_number AND asked.row_number = said.row_number
        $query$,
        set_of_rows
    );
END
$$;
