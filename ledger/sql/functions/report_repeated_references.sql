-- Names rows of one import that carry the same external reference as an earlier row of it.
CREATE OR REPLACE FUNCTION ledger.report_repeated_references(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %L, 'same_reference_twice',
            jsonb_build_object('first_row', first_row)
        FROM (
            SELECT
                sheet_number, row_number,
                first_value(row_number) OVER same_reference AS first_row,
                row_number() OVER same_reference AS nth
            FROM %I
            WINDOW same_reference AS (
                PARTITION BY book_id, external_reference ORDER BY sheet_number, row_number
            )
        ) AS numbered
        WHERE nth > 1
        $query$,
        column_of_it, set_of_rows
    );
END
$$;
