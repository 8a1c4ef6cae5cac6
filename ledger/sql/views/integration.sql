-- Money moved into or out of the integrated pool, and not reversed.
CREATE OR REPLACE VIEW facts.integration WITH (security_invoker = TRUE) AS
SELECT
    integration.book_id,
    integration.log_position AS integration_id,
    integration.voucher_id,
    integration.plan_id,
    integration.source_id,
    integration.direction,
    integration.amount,
    integration.occurred_on
FROM ledger.integration AS integration
INNER JOIN facts.horizon AS horizon
    ON
        integration.book_id = horizon.book_id
        AND integration.log_position <= horizon.log_position
        AND integration.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = integration.book_id AND reversed.voucher_id = integration.voucher_id
);
