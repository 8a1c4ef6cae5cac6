-- The month (202403) through which a book is closed; null where none was ever closed.
CREATE OR REPLACE FUNCTION ledger.closed_through(of_book_id integer)
RETURNS integer
LANGUAGE sql
STABLE
AS $$
SELECT closing.closed_through
FROM ledger.period_closing AS closing
WHERE closing.book_id = of_book_id AND closing.closed_through IS NOT NULL
ORDER BY closing.log_position DESC
LIMIT 1;
$$;
