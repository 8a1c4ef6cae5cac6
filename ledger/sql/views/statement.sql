-- What stood on accounts by the statements of treasury and banks.
CREATE OR REPLACE VIEW facts.statement WITH (security_invoker = TRUE) AS
SELECT
    statement.book_id,
    statement.log_position AS statement_id,
    statement.external_reference,
    statement.account_hash,
    statement.account_masked,
    statement.bank_name,
    statement.account_kind,
    statement.account_ground,
    statement.starts_on,
    statement.ends_on,
    statement.opening_balance,
    statement.closing_balance,
    statement.evidence
FROM ledger.statement AS statement
INNER JOIN facts.horizon AS horizon
    ON
        statement.book_id = horizon.book_id
        AND statement.log_position <= horizon.log_position
        AND statement.ends_on <= horizon.as_of;
