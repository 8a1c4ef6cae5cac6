-- Fund lines, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.fund_line WITH (security_invoker = TRUE) AS
SELECT
    fund_line.book_id,
    fund_line.fund_line_id,
    fund_line.name,
    fund_line.level,
    fund_line.fund_class,
    fund_line.integrable
FROM ledger.fund_line AS fund_line
INNER JOIN facts.horizon AS horizon
    ON
        fund_line.book_id = horizon.book_id
        AND fund_line.log_position <= horizon.log_position
        AND (fund_line.effective_on IS NULL OR fund_line.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.fund_line AS later
    WHERE
        later.book_id = fund_line.book_id
        AND later.fund_line_id = fund_line.fund_line_id
        AND later.log_position <> later.fund_line_id
        AND later.log_position > fund_line.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
