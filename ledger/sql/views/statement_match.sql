-- Lines of statements and what they are in the ledger: matches that nobody ended, of vouchers that
-- were not reversed.
CREATE OR REPLACE VIEW facts.statement_match AS
SELECT
    matched.book_id,
    matched.log_position AS statement_match_id,
    matched.statement_line_id,
    matched.voucher_id,
    matched.disbursement_id,
    matched.basis,
    matched.recorded_by,
    matched.recorded_at
FROM ledger.statement_match AS matched
INNER JOIN facts.horizon AS horizon
    ON matched.book_id = horizon.book_id AND matched.log_position <= horizon.log_position
INNER JOIN facts.statement_line AS line
    ON
        matched.book_id = line.book_id
        AND matched.statement_line_id = line.statement_line_id
INNER JOIN facts.voucher AS voucher
    ON matched.book_id = voucher.book_id AND matched.voucher_id = voucher.voucher_id
WHERE NOT EXISTS (
    SELECT FROM ledger.statement_match_end AS ended
    WHERE
        ended.book_id = matched.book_id
        AND ended.statement_match_id = matched.log_position
        AND ended.log_position <= horizon.log_position
) AND NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = matched.book_id AND reversed.voucher_id = matched.voucher_id
);
