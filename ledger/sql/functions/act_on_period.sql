-- Records an act on a month (202403) or year (2024) of a book, under the lock of its head: it waits
-- for postings under way, and later ones find what it did. Whether it is in order is asked by the
-- trigger of the table.
CREATE OR REPLACE FUNCTION ledger.act_on_period(
    of_book_id integer, wanted_act text, of_period integer, act_reason text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('close', of_book_id);
    written bigint;
BEGIN
    INSERT INTO ledger.period_closing (
        book_id, log_position, recorded_at, recorded_by, act, period, reason
    )
    SELECT
        of_book_id, taken.base + 1, taken.recorded_at, author, wanted_act, of_period, act_reason
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
    RETURNING log_position INTO STRICT written;
    RETURN written;
END
$$;
