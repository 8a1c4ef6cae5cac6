-- Paid money that came back, bounced by the bank or returned by the payee, and not reversed.
CREATE OR REPLACE VIEW facts.refund WITH (security_invoker = TRUE) AS
SELECT
    refund.book_id,
    refund.log_position AS refund_id,
    refund.voucher_id,
    refund.external_reference,
    refund.disbursement_id,
    refund.kind,
    refund.amount,
    refund.occurred_on,
    refund.reason,
    refund.evidence,
    paid.external_reference AS payment_reference,
    paid.payee_name
FROM ledger.refund AS refund
INNER JOIN facts.horizon AS horizon
    ON
        refund.book_id = horizon.book_id
        AND refund.log_position <= horizon.log_position
        AND refund.occurred_on <= horizon.as_of
-- The view of payments tells nothing of what bounced whole. Who does not ask has no join made.
LEFT JOIN ledger.disbursement AS paid
    ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = refund.book_id AND reversed.voucher_id = refund.voucher_id
);
