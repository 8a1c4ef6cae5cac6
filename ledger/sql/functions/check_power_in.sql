-- Promise 11, asked of a book: who acts in it holds the power there. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power_in(of_power text, of_book_id integer)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN ledger.check_power(of_power, (
        SELECT book.division_id FROM ledger.book AS book WHERE book.book_id = of_book_id
    ));
END
$$;
