-- What of donated goods went out and did not come back, and what was removed. Read in a FROM clause
-- it becomes part of the query that asks.
CREATE OR REPLACE FUNCTION ledger.moved_goods(of_book_id integer, of_goods_id bigint)
RETURNS TABLE (distributed numeric, removed numeric)
LANGUAGE sql
STABLE
AS $$
    SELECT
        coalesce(sum(
            CASE movement.kind
                WHEN 'distributed' THEN movement.quantity
                WHEN 'returned' THEN -movement.quantity
            END
        ), 0),
        coalesce(sum(movement.quantity) FILTER (WHERE movement.kind = 'removed'), 0)
    FROM ledger.donated_goods_movement AS movement
    WHERE movement.book_id = of_book_id AND movement.goods_id = of_goods_id;
$$;
