-- Who may be paid under a contract besides its supplier, and from which day.
CREATE OR REPLACE VIEW facts.payee_substitution WITH (security_invoker = TRUE) AS
SELECT
    substitution.book_id,
    substitution.log_position AS payee_substitution_id,
    substitution.contract_id,
    substitution.payee_id,
    substitution.kind,
    substitution.occurred_on,
    substitution.document_no,
    substitution.evidence
FROM ledger.payee_substitution AS substitution
INNER JOIN facts.horizon AS horizon
    ON
        substitution.book_id = horizon.book_id
        AND substitution.log_position <= horizon.log_position
        AND substitution.occurred_on <= horizon.as_of;
