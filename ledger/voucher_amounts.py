"""What a voucher comes to: which of its entries are its amount, wherever vouchers are summed."""

#: Joins the entries that are the amount of each row of an alias `voucher` of `ledger.voucher`:
#: those of its authority side, of cash that moves alone those of its cash side. Of money carried
#: over it is what left the old source, which arrives under the new one. An opening also says how
#: far its money had come: that is no further money. A reversal is as much as what it undoes.
AMOUNT_ENTRIES = """
INNER JOIN ledger.voucher AS posted
    ON voucher.book_id = posted.book_id
    AND coalesce(voucher.reverses_id, voucher.log_position) = posted.log_position
INNER JOIN ledger.entry AS entry
    ON posted.book_id = entry.book_id AND posted.log_position = entry.voucher_id
    AND entry.side = CASE WHEN posted.event LIKE 'cash%' THEN 'cash' ELSE 'authority' END
    AND (posted.event <> 'carry_over' OR entry.credit_kind <> 'origin')
    AND (posted.event <> 'opening' OR entry.credit_kind = 'origin')
"""
