-- Contracts, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.contract WITH (security_invoker = TRUE) AS
SELECT
    contract.book_id,
    contract.contract_id,
    contract.contract_code,
    contract.project_id,
    contract.payee_id,
    contract.kind,
    contract.procurement_method,
    contract.amount,
    contract.signed_on,
    contract.retention_percent,
    contract.settled_on,
    contract.retention_until,
    contract.awarded_on,
    contract.awarded_to,
    contract.award_amount,
    contract.method_ground,
    contract.filed_on,
    contract.published_on,
    contract.estimate_amount,
    contract.bid_bond_amount,
    contract.performance_bond_amount,
    contract.evidence
FROM ledger.contract AS contract
INNER JOIN facts.horizon AS horizon
    ON
        contract.book_id = horizon.book_id
        AND contract.log_position <= horizon.log_position
        AND (contract.effective_on IS NULL OR contract.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.contract AS later
    WHERE
        later.book_id = contract.book_id
        AND later.contract_id = contract.contract_id
        AND later.log_position <> later.contract_id
        AND later.log_position > contract.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
