-- Fingerprints of the papers that vouchers stand on.
CREATE OR REPLACE VIEW facts.attachment AS
SELECT
    attachment.book_id,
    attachment.log_position AS attachment_id,
    attachment.voucher_id,
    attachment.sha256
FROM ledger.attachment AS attachment
INNER JOIN facts.horizon AS horizon
    ON attachment.book_id = horizon.book_id AND attachment.log_position <= horizon.log_position;
