-- Reverses the vouchers that the rows name; one that is reversed already is passed over.
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
BEGIN
    FOR asked IN
        SELECT
            given.sheet_number, given.row_number, given.voucher, given.occurred_on, given.reason,
            book.book_id, book.import_id, undone.log_position, undone.event,
            undone.occurred_on AS undone_on,
            EXISTS (
                SELECT FROM ledger.period_closing AS closing
                WHERE closing.book_id = book.book_id
                    AND closing.period = extract(YEAR FROM given.occurred_on) * 100
                    + extract(MONTH FROM given.occurred_on)
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
        IF asked.log_position IS NULL THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'unknown_voucher',
                jsonb_build_object('voucher', asked.voucher)
            );
        ELSIF asked.event = 'reversal' OR asked.occurred_on < asked.undone_on
            OR ledger.is_refunded(asked.book_id, asked.log_position)
            OR ledger.is_paid_again(asked.book_id, asked.log_position)
        THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'cannot_reverse',
                jsonb_build_object(
                    'voucher', asked.voucher,
                    'why', CASE
                        WHEN asked.event = 'reversal' THEN 'reversal'
                        WHEN asked.occurred_on < asked.undone_on THEN 'earlier'
                        WHEN ledger.is_refunded(asked.book_id, asked.log_position)
                            THEN 'refunded'
                        ELSE 'paid_again'
                    END
                )
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
        -- Asked row by row: an earlier row of this file may have reversed it.
        ELSIF NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = asked.book_id AND undoing.reverses_id = asked.log_position
        ) THEN
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
