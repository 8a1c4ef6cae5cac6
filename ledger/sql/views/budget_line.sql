-- Figures of a government's own budget, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.budget_line WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.budget_line_id,
    line.line_code,
    line.fiscal_year,
    line.kind,
    line.amount,
    line.entered_on,
    line.document_no,
    line.added,
    line.reported_on,
    line.evidence
FROM ledger.budget_line AS line
INNER JOIN facts.horizon AS horizon
    ON
        line.book_id = horizon.book_id
        AND line.log_position <= horizon.log_position
        AND line.entered_on <= horizon.as_of
        AND (line.effective_on IS NULL OR line.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.budget_line AS later
    WHERE
        later.book_id = line.book_id
        AND later.budget_line_id = line.budget_line_id
        AND later.log_position <> later.budget_line_id
        AND later.log_position > line.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
