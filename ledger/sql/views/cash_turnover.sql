-- Cash as the statutory accounts see it: a reversal moves what its voucher moved, in red (less than
-- nothing), instead of the other way round.
CREATE OR REPLACE VIEW facts.cash_turnover WITH (security_invoker = TRUE) AS
SELECT
    entry.book_id,
    entry.entry_id,
    entry.voucher_id,
    entry.line_number,
    entry.occurred_on,
    entry.source_id,
    source.kind AS source_kind,
    coalesce(undone.event, voucher.event) AS event,
    CASE WHEN undone.event IS NULL THEN entry.credit_kind ELSE entry.debit_kind END AS credit_kind,
    CASE WHEN undone.event IS NULL THEN entry.debit_kind ELSE entry.credit_kind END AS debit_kind,
    CASE WHEN undone.event IS NULL THEN entry.amount ELSE -entry.amount END AS amount
FROM facts.entry AS entry
INNER JOIN ledger.voucher AS voucher
    ON entry.book_id = voucher.book_id AND entry.voucher_id = voucher.log_position
LEFT JOIN ledger.voucher AS undone
    ON voucher.book_id = undone.book_id AND voucher.reverses_id = undone.log_position
INNER JOIN ledger.source AS source
    ON entry.book_id = source.book_id AND entry.source_id = source.log_position
WHERE entry.side = 'cash';
