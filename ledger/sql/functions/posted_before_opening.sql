-- A voucher that a book has from before a day, or an opening of another day; null if it has none.
-- With it the book cannot begin on that day. What was reversed does not count, nor the reversal.
CREATE OR REPLACE FUNCTION ledger.posted_before_opening(of_book_id integer, opened_on date)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT posted.period || '-' || posted.number
    FROM ledger.voucher AS posted
    WHERE posted.book_id = of_book_id AND posted.event <> 'reversal'
        AND (
            posted.occurred_on < opened_on
            OR (posted.event = 'opening' AND posted.occurred_on <> opened_on)
        )
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = posted.book_id
                AND undoing.reverses_id = posted.log_position
        )
    ORDER BY posted.period, posted.number
    LIMIT 1;
$$;
