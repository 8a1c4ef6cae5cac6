-- Closes a month of a book. It waits for postings under way, and later ones are refused.
CREATE OR REPLACE FUNCTION ledger.close_period(
    of_book_id integer, closing_period integer, closing_reason text, author text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.period_closing (
        book_id, log_position, recorded_at, recorded_by, period, reason
    )
    SELECT
        of_book_id, taken.base + 1, taken.recorded_at, author, closing_period, closing_reason
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken;
END
$$;
