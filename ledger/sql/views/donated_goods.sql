-- Donated goods with what of them was given out and what is left, as of the horizon's day.
CREATE OR REPLACE VIEW facts.donated_goods WITH (security_invoker = TRUE) AS
WITH moved AS (
    SELECT
        book_id,
        donated_goods_id,
        sum(CASE kind WHEN 'distributed' THEN quantity WHEN 'returned' THEN -quantity ELSE 0 END)
            AS distributed,
        sum(CASE kind WHEN 'removed' THEN quantity ELSE 0 END) AS removed
    FROM facts.donated_goods_movement
    GROUP BY book_id, donated_goods_id
)

SELECT
    donated_goods.book_id,
    donated_goods.log_position AS donated_goods_id,
    donated_goods.goods_code,
    donated_goods.donor,
    donated_goods.item,
    donated_goods.quantity,
    donated_goods.unit,
    donated_goods.estimated_value,
    donated_goods.received_on,
    donated_goods.receipt_no,
    donated_goods.evidence,
    coalesce(moved.distributed, 0) AS distributed_quantity,
    coalesce(moved.removed, 0) AS removed_quantity,
    donated_goods.quantity - coalesce(moved.distributed, 0) - coalesce(moved.removed, 0)
        AS left_quantity
FROM ledger.donated_goods AS donated_goods
INNER JOIN facts.horizon AS horizon
    ON
        donated_goods.book_id = horizon.book_id
        AND donated_goods.log_position <= horizon.log_position
        AND donated_goods.received_on <= horizon.as_of
LEFT JOIN moved
    ON
        donated_goods.book_id = moved.book_id
        AND donated_goods.log_position = moved.donated_goods_id;
