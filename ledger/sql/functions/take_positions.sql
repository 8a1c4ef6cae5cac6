-- Locks the heads of the books named, in order, and takes as many log positions in each.
-- Positions are taken only under that lock, here and by what posts one payment online
-- (post_disbursement, move_payments), so a log has no gap and follows commit order.
CREATE OR REPLACE FUNCTION ledger.take_positions(book_ids integer[], counts bigint[])
RETURNS TABLE (book_id integer, base bigint, recorded_at timestamptz)
ROWS 10
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(book_ids) > 1 THEN
        PERFORM 1
        FROM ledger.book_head AS head
        WHERE head.book_id = ANY(book_ids)
        ORDER BY head.book_id
        FOR UPDATE;
    END IF;

    RETURN QUERY
    UPDATE ledger.book_head AS head
    SET
        last_position = head.last_position + wanted.n,
        last_recorded_at = greatest(clock_timestamp(), head.last_recorded_at)
    FROM unnest(book_ids, counts) AS wanted (book_id, n)
    WHERE head.book_id = wanted.book_id
    RETURNING head.book_id, head.last_position - wanted.n, head.last_recorded_at;
END
$$;
