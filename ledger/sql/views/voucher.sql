-- All vouchers, the reversed and the reversing among them.
CREATE OR REPLACE VIEW facts.voucher WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.log_position AS voucher_id,
    voucher.period,
    voucher.number,
    voucher.event,
    voucher.occurred_on,
    voucher.date_precision,
    voucher.summary,
    voucher.recorded_at,
    voucher.recorded_by,
    voucher.reverses_id,
    voucher.reversal_reason
FROM ledger.voucher AS voucher
INNER JOIN facts.horizon AS horizon
    ON
        voucher.book_id = horizon.book_id
        AND voucher.log_position <= horizon.log_position
        AND voucher.occurred_on <= horizon.as_of;
