-- What a voucher comes to: the entries that are its amount, wherever vouchers are summed. Those of
-- its authority side, of cash that moves alone those of its cash side. Of money carried over it is
-- what left the old source, which arrives under the new one. An opening also says how far its money
-- had come: that is no further money. A reversal is as much as what it undoes.
CREATE OR REPLACE VIEW ledger.amount_entry WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.log_position AS voucher_id,
    entry.amount
FROM ledger.voucher AS voucher
INNER JOIN ledger.voucher AS posted
    ON
        voucher.book_id = posted.book_id
        AND coalesce(voucher.reverses_id, voucher.log_position) = posted.log_position
INNER JOIN ledger.entry AS entry
    ON
        posted.book_id = entry.book_id AND posted.log_position = entry.voucher_id
        AND entry.side = CASE WHEN posted.event LIKE 'cash%' THEN 'cash' ELSE 'authority' END
        AND (posted.event <> 'carry_over' OR entry.credit_kind <> 'origin')
        AND (posted.event <> 'opening' OR entry.credit_kind = 'origin');
