-- Reverses the vouchers that the rows name. One that was reversed already, on that day and for that
-- reason, is passed over; one that was reversed otherwise cannot be reversed again.
CREATE OR REPLACE FUNCTION ledger.import_reversals(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked record;
    posted integer := 0;
    opened bigint;
    why_not text;
BEGIN
    FOR asked IN
        SELECT
            given.sheet_number, given.row_number, given.voucher, given.occurred_on, given.reason,
            book.book_id, book.import_id, undone.log_position,
            coalesce(
                ledger.month_of(given.occurred_on) <= ledger.closed_through(book.book_id), FALSE
            ) AS closed
        FROM staged_reversals AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        LEFT JOIN ledger.voucher AS undone
            ON book.book_id = undone.book_id
            AND given.voucher ~ '^[0-9]{6}-[0-9]{1,9}$'
            AND undone.period::text = split_part(given.voucher, '-', 1)
            AND undone.number::text = ltrim(split_part(given.voucher, '-', 2), '0')
        ORDER BY given.sheet_number, given.row_number
    LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = asked.book_id AND undoing.reverses_id = asked.log_position
                AND undoing.occurred_on = asked.occurred_on
                AND undoing.reversal_reason = asked.reason
        );
        -- Asked row by row: an earlier row of this file may have reversed what rests on it.
        why_not := ledger.why_not_reversed(asked.book_id, asked.log_position, asked.occurred_on);
        IF asked.log_position IS NULL THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'unknown_voucher',
                jsonb_build_object('voucher', asked.voucher)
            );
        ELSIF why_not IS NOT NULL THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'cannot_reverse',
                jsonb_build_object('voucher', asked.voucher, 'why', why_not)
            );
        ELSIF asked.occurred_on > ledger.today_in_beijing() THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'occurred_on', 'day_to_come', '{}'::jsonb
            );
        ELSIF asked.closed THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'occurred_on', 'period_closed',
                jsonb_build_object('period', to_char(asked.occurred_on, 'YYYYMM'))
            );
        ELSE
            opened := ledger.reverse_voucher(
                asked.book_id, asked.log_position, asked.occurred_on, asked.reason, author,
                asked.import_id
            );
            INSERT INTO staged_voucher
            VALUES (asked.book_id, opened, asked.sheet_number, asked.row_number);
            posted := posted + 1;
        END IF;
    END LOOP;
    RETURN posted;
END
$$;
