-- Of donated goods no more leaves the register than was received, from that day on, and no more
-- comes back than went out.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_goods()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT goods.goods_code, goods.quantity, goods.received_on, moved.distributed, moved.removed
    INTO wrong
    FROM (
        SELECT book_id, goods_id, min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, goods_id
    ) AS named
    INNER JOIN ledger.donated_goods AS goods
        ON named.book_id = goods.book_id AND named.goods_id = goods.log_position
    CROSS JOIN LATERAL ledger.moved_goods(goods.book_id, goods.log_position) AS moved
    WHERE moved.distributed < 0 OR moved.distributed + moved.removed > goods.quantity
        OR named.occurred_on < goods.received_on
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(3, 'goods_exceed', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
