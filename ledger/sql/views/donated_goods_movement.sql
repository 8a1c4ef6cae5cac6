-- Donated goods that were distributed, returned or removed from the register.
CREATE OR REPLACE VIEW facts.donated_goods_movement WITH (security_invoker = TRUE) AS
SELECT
    donated_goods_movement.book_id,
    donated_goods_movement.log_position AS donated_goods_movement_id,
    donated_goods_movement.external_reference,
    donated_goods_movement.goods_id AS donated_goods_id,
    donated_goods_movement.kind,
    donated_goods_movement.quantity,
    donated_goods_movement.occurred_on,
    donated_goods_movement.project_id,
    donated_goods_movement.household_id,
    donated_goods_movement.recipient,
    donated_goods_movement.reason,
    donated_goods_movement.evidence
FROM ledger.donated_goods_movement AS donated_goods_movement
INNER JOIN facts.horizon AS horizon
    ON
        donated_goods_movement.book_id = horizon.book_id
        AND donated_goods_movement.log_position <= horizon.log_position
        AND donated_goods_movement.occurred_on <= horizon.as_of;
