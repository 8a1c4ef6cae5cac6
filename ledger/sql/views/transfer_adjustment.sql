-- What later documents changed of transfers, on the side of the book that issued or of the one that
-- received, and not reversed; what was reduced or recalled is negative.
CREATE OR REPLACE VIEW facts.transfer_adjustment WITH (security_invoker = TRUE) AS
SELECT
    adjustment.book_id,
    adjustment.log_position AS transfer_adjustment_id,
    adjustment.voucher_id,
    adjustment.external_reference,
    adjustment.side,
    adjustment.kind,
    adjustment.transfer_issue_id,
    adjustment.source_id,
    adjustment.document_no,
    adjustment.occurred_on,
    adjustment.reason,
    adjustment.evidence,
    CASE adjustment.kind WHEN 'addition' THEN adjustment.amount ELSE -adjustment.amount END
        AS amount
FROM ledger.transfer_adjustment AS adjustment
INNER JOIN facts.horizon AS horizon
    ON
        adjustment.book_id = horizon.book_id
        AND adjustment.log_position <= horizon.log_position
        AND adjustment.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = adjustment.book_id AND reversed.voucher_id = adjustment.voucher_id
);
