-- The day on which a book began here with opening balances; null where it has none.
CREATE OR REPLACE FUNCTION ledger.opening_day(of_book_id integer)
RETURNS date
LANGUAGE sql
STABLE
AS $$
    SELECT opening.occurred_on
    FROM ledger.voucher AS opening
    WHERE opening.book_id = of_book_id AND opening.event = 'opening'
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = opening.book_id
                AND undoing.reverses_id = opening.log_position
        )
    LIMIT 1;
$$;
