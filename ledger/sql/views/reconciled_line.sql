-- Every line of a statement, and whether it was matched with what it is in the ledger.
CREATE OR REPLACE VIEW facts.reconciled_line WITH (security_invoker = TRUE) AS
WITH matched AS (
    SELECT
        book_id,
        statement_line_id
    FROM facts.statement_match
    GROUP BY book_id, statement_line_id
)

SELECT
    line.book_id,
    line.statement_line_id,
    line.line_reference,
    line.direction,
    line.amount,
    line.occurred_on,
    line.account_masked,
    line.counterparty_name,
    line.purpose,
    matched.statement_line_id IS NOT NULL AS matched
FROM facts.statement_line AS line
LEFT JOIN matched
    ON
        line.book_id = matched.book_id
        AND line.statement_line_id = matched.statement_line_id;
