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
    refund.evidence
FROM ledger.refund AS refund
INNER JOIN facts.horizon AS horizon
    ON
        refund.book_id = horizon.book_id
        AND refund.log_position <= horizon.log_position
        AND refund.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = refund.book_id AND reversed.voucher_id = refund.voucher_id
);
