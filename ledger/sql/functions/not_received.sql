-- What was issued to a book until the end of a month (202403) and is not received in it: how many
-- documents, and what of their money is on its way, in yuan. They are addressed to this book, so
-- whoever reads its money is told, also where the book that issued them is out of reach.
CREATE OR REPLACE FUNCTION ledger.not_received(of_book_id integer, last_month integer)
RETURNS TABLE (documents bigint, amount numeric)
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_power_in('money', of_book_id);
    RETURN QUERY
    SELECT count(*), coalesce(sum(transfer.in_transit), 0)
    FROM facts.transfer AS transfer
    INNER JOIN ledger.book AS book ON transfer.recipient_division_id = book.division_id
    WHERE book.book_id = of_book_id AND transfer.in_transit > 0
        AND ledger.month_of(transfer.issued_on) <= last_month;
END
$$;
