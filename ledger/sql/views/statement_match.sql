-- Lines of statements and what they are in the ledger: matches that nobody ended, of vouchers that
-- were not reversed. Matches of one group, a line that is several movements, are seen all or none.
CREATE OR REPLACE VIEW facts.statement_match WITH (security_invoker = TRUE) AS
SELECT
    matched.book_id,
    matched.log_position AS statement_match_id,
    matched.group_id,
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
WHERE NOT EXISTS (
    SELECT FROM ledger.statement_match_end AS ended
    INNER JOIN ledger.statement_match AS part
        ON ended.book_id = part.book_id AND ended.statement_match_id = part.log_position
    WHERE
        part.book_id = matched.book_id
        AND part.group_id = matched.group_id
        AND ended.log_position <= horizon.log_position
) AND NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    INNER JOIN ledger.statement_match AS part
        ON reversed.book_id = part.book_id AND reversed.voucher_id = part.voucher_id
    WHERE part.book_id = matched.book_id AND part.group_id = matched.group_id
) AND NOT EXISTS (
    SELECT FROM ledger.voucher AS later
    INNER JOIN ledger.statement_match AS part
        ON later.book_id = part.book_id AND later.log_position = part.voucher_id
    WHERE
        part.book_id = matched.book_id
        AND part.group_id = matched.group_id
        AND later.occurred_on > horizon.as_of
);
