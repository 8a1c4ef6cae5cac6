-- Names rows of a set whose day lies in a closed month, which the database would refuse all at
-- once, and takes them out. Rows that are `already` posted are passed over.
CREATE OR REPLACE FUNCTION ledger.report_closed_days(
    set_of_rows text, day_column text, column_of_it text
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.period_closing) THEN
        RETURN;
    END IF;
    EXECUTE format(
        $query$
        WITH closed AS MATERIALIZED (
            SELECT book.book_id, ledger.closed_through(book.book_id) AS closed_through
            FROM staged_book AS book
        ),
        refused AS (
            DELETE FROM %1$I AS asked
            USING closed
            WHERE asked.book_id = closed.book_id
                AND ledger.month_of(asked.%2$I) <= closed.closed_through
                AND to_jsonb(asked) ->> 'already' IS DISTINCT FROM 'true'
            RETURNING
                asked.sheet_number, asked.row_number, ledger.month_of(asked.%2$I) AS period
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %3$L, 'period_closed',
            jsonb_build_object('period', period)
        FROM refused
        $query$,
        set_of_rows, day_column, column_of_it
    );
END
$$;
