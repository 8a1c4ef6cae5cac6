-- Cash that came into the treasury or was sent below, and was not reversed.
CREATE OR REPLACE VIEW facts.cash_movement WITH (security_invoker = TRUE) AS
SELECT
    cash_movement.book_id,
    cash_movement.log_position AS cash_movement_id,
    cash_movement.voucher_id,
    cash_movement.source_id,
    cash_movement.direction,
    cash_movement.document_no,
    cash_movement.amount,
    cash_movement.occurred_on
FROM ledger.cash_movement AS cash_movement
INNER JOIN facts.horizon AS horizon
    ON
        cash_movement.book_id = horizon.book_id
        AND cash_movement.log_position <= horizon.log_position
        AND cash_movement.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = cash_movement.book_id AND reversed.voucher_id = cash_movement.voucher_id
);
