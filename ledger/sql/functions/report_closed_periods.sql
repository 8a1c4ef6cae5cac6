-- Names rows that would be posted into a closed month; the trigger would refuse them all at once.
CREATE OR REPLACE FUNCTION ledger.report_closed_periods(set_of_rows text)
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
        WITH refused AS (
            DELETE FROM %I AS asked
            USING ledger.period_closing AS closing
            WHERE NOT asked.already AND asked.book_id = closing.book_id
                AND extract(YEAR FROM asked.occurred_on) * 100
                + extract(MONTH FROM asked.occurred_on) = closing.period
            RETURNING asked.sheet_number, asked.row_number, closing.period
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, 'occurred_on', 'period_closed',
            jsonb_build_object('period', period)
        FROM refused
        $query$,
        set_of_rows
    );
END
$$;
