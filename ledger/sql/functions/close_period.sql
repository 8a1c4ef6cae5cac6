-- Closes a month or year of a book, and with it every month before that is still open.
CREATE OR REPLACE FUNCTION ledger.close_period(
    of_book_id integer, closing_period integer, closing_reason text, author text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.act_on_period(of_book_id, 'closed', closing_period, closing_reason, author);
END
$$;
