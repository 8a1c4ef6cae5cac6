-- Names rows whose day is still to come: only what has happened is recorded.
CREATE OR REPLACE FUNCTION ledger.report_days_to_come(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT sheet_number, row_number, %2$L, 'day_to_come', '{}'::jsonb
        FROM %1$I
        WHERE %2$I > ledger.today_in_beijing()
        $query$,
        set_of_rows, column_of_it
    );
END
$$;
