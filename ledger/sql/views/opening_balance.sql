-- How far the money of opening sources had come on the day their book began here, and not reversed:
-- what projects had left (assigned), what contracts bound (committed), what was paid (disbursed),
-- and the cash in the treasury.
CREATE OR REPLACE VIEW facts.opening_balance WITH (security_invoker = TRUE) AS
SELECT
    opening_balance.book_id,
    opening_balance.log_position AS opening_balance_id,
    opening_balance.voucher_id,
    opening_balance.source_id,
    opening_balance.kind,
    opening_balance.project_id,
    opening_balance.contract_id,
    opening_balance.amount,
    opening_balance.occurred_on
FROM ledger.opening_balance AS opening_balance
INNER JOIN facts.horizon AS horizon
    ON
        opening_balance.book_id = horizon.book_id
        AND opening_balance.log_position <= horizon.log_position
        AND opening_balance.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = opening_balance.book_id
        AND reversed.voucher_id = opening_balance.voucher_id
);
