-- The vouchers of other bookkeeping software as each export had them, each called by its first
-- line. Two days under one number are two vouchers.
CREATE OR REPLACE VIEW facts.journal_voucher WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.voucher_reference,
    line.voucher_key,
    line.account_set,
    line.exported_on,
    line.period,
    line.voucher_word,
    line.voucher_number,
    line.occurred_on,
    line.is_current,
    min(line.journal_line_id) AS journal_voucher_id,
    max(line.entered_on) AS entered_on,
    min(line.posted_on) AS posted_on,
    min(line.closed_on) AS closed_on,
    sum(line.debit) AS debit,
    sum(line.credit) AS credit,
    count(*) AS lines
FROM facts.journal_line AS line
GROUP BY
    line.book_id, line.voucher_reference, line.voucher_key, line.account_set, line.exported_on,
    line.period, line.voucher_word, line.voucher_number, line.occurred_on, line.is_current;
