-- Money that left a source at the end of a year, taken back or carried over, and not reversed. What
-- was carried over goes on under new_source_id, with so much of its cash as stood in the treasury.
CREATE OR REPLACE VIEW facts.take_back WITH (security_invoker = TRUE) AS
SELECT
    take_back.book_id,
    take_back.log_position AS take_back_id,
    take_back.voucher_id,
    take_back.external_reference,
    take_back.kind,
    take_back.source_id,
    take_back.project_id,
    take_back.pooled,
    take_back.document_no,
    take_back.amount,
    take_back.new_source_id,
    take_back.occurred_on,
    take_back.reason,
    take_back.evidence,
    coalesce(cash.amount, 0) AS cash_amount
FROM ledger.take_back AS take_back
INNER JOIN facts.horizon AS horizon
    ON
        take_back.book_id = horizon.book_id
        AND take_back.log_position <= horizon.log_position
        AND take_back.occurred_on <= horizon.as_of
LEFT JOIN ledger.carried_cash AS cash
    ON
        take_back.book_id = cash.book_id
        AND take_back.log_position = cash.take_back_id
        AND horizon.log_position >= cash.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = take_back.book_id AND reversed.voucher_id = take_back.voucher_id
);
