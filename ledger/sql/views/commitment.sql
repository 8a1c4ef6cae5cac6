-- Money bound to contracts or freed from them, and not reversed; what was freed is negative.
CREATE OR REPLACE VIEW facts.commitment WITH (security_invoker = TRUE) AS
SELECT
    commitment.book_id,
    commitment.log_position AS commitment_id,
    commitment.voucher_id,
    commitment.contract_id,
    commitment.project_id,
    commitment.source_id,
    commitment.kind,
    commitment.direction,
    commitment.occurred_on,
    commitment.evidence,
    CASE commitment.direction WHEN 'commit' THEN commitment.amount ELSE -commitment.amount END
        AS amount
FROM ledger.commitment AS commitment
INNER JOIN facts.horizon AS horizon
    ON
        commitment.book_id = horizon.book_id
        AND commitment.log_position <= horizon.log_position
        AND commitment.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = commitment.book_id AND reversed.voucher_id = commitment.voucher_id
);
