-- Names rows of a day before their book began here, which `refuse_closed_period` would refuse all
-- at once: what was before is in the opening balances. Rows of an opening are left to themselves.
CREATE OR REPLACE FUNCTION ledger.report_days_before_opening(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.voucher WHERE event = 'opening') THEN
        RETURN;
    END IF;
    EXECUTE format(
        $query$
        WITH refused AS (
            DELETE FROM %I AS asked
            USING (
                SELECT book_id, ledger.opening_day(book_id) AS opened_on FROM staged_book
            ) AS opening
            WHERE NOT asked.already AND asked.book_id = opening.book_id
                AND asked.occurred_on < opening.opened_on
                AND to_jsonb(asked) ->> 'event' IS DISTINCT FROM 'opening'
            RETURNING asked.sheet_number, asked.row_number, opening.opened_on
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %L, 'before_opening',
            jsonb_build_object('opened_on', opened_on)
        FROM refused
        $query$,
        set_of_rows, column_of_it
    );
END
$$;
