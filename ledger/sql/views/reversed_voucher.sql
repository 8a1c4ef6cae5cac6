-- Vouchers that have been reversed, as far as the horizon sees; the nouns below leave them out.
CREATE OR REPLACE VIEW facts.reversed_voucher WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.reverses_id AS voucher_id
FROM ledger.voucher AS voucher
INNER JOIN facts.horizon AS horizon
    ON
        voucher.book_id = horizon.book_id
        AND voucher.log_position <= horizon.log_position
        AND voucher.occurred_on <= horizon.as_of
WHERE voucher.reverses_id IS NOT NULL;
