-- Names rows of a closed month, and of a day to come, which the database would refuse all at once.
-- Where only a month or year is known, its first day counts. Rows of money are also named where
-- their book began, with opening balances, only after their day.
CREATE OR REPLACE FUNCTION ledger.report_unpostable_days(
    set_of_rows text, column_of_it text DEFAULT 'occurred_on', of_money boolean DEFAULT TRUE
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        WITH refused AS (
            DELETE FROM %I AS asked
            WHERE NOT asked.already AND asked.occurred_on > ledger.today_in_beijing()
                AND date_trunc(
                    coalesce(to_jsonb(asked) ->> 'occurred_on_precision', 'day'),
                    asked.occurred_on::timestamp
                ) > ledger.today_in_beijing()
            RETURNING asked.sheet_number, asked.row_number
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT sheet_number, row_number, %L, 'day_to_come', '{}'::jsonb
        FROM refused
        $query$,
        set_of_rows, column_of_it
    );
    IF of_money THEN
        PERFORM ledger.report_days_before_opening(set_of_rows, column_of_it);
    END IF;
    PERFORM ledger.report_closed_days(set_of_rows, 'occurred_on', column_of_it);
END
$$;
