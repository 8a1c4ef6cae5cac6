-- Takes as many positions in each book as it is named in the array: a set of rows about to be
-- written takes its positions in one call.
CREATE OR REPLACE FUNCTION ledger.reserve_positions(book_id_of_each_row integer[])
RETURNS TABLE (book_id integer, base bigint, recorded_at timestamptz)
ROWS 10
LANGUAGE sql
AS $$
    SELECT positions.book_id, positions.base, positions.recorded_at
    FROM (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM (
            SELECT row_of.book_id, count(*) AS n
            FROM unnest(book_id_of_each_row) AS row_of (book_id)
            GROUP BY row_of.book_id
        ) AS counted
    ) AS wanted
    CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions;
$$;
