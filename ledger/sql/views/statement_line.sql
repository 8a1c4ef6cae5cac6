-- What treasury and banks say they paid and received, account numbers masked and hashed.
CREATE OR REPLACE VIEW facts.statement_line WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.log_position AS statement_line_id,
    line.line_reference,
    line.direction,
    line.amount,
    line.occurred_on,
    line.cleared_on,
    line.account_hash,
    line.account_masked,
    line.counterparty_name,
    line.counterparty_account_hash,
    line.counterparty_account_masked,
    line.counterparty_bank,
    line.transaction_type,
    line.fiscal_year,
    line.budget_unit,
    line.function_class,
    line.project_name,
    line.document_no,
    line.payment_method,
    line.settlement,
    line.purpose
FROM ledger.statement_line AS line
INNER JOIN facts.horizon AS horizon
    ON
        line.book_id = horizon.book_id
        AND line.log_position <= horizon.log_position
        AND line.occurred_on <= horizon.as_of;
