-- What became of claims: checked, approved or returned.
CREATE OR REPLACE VIEW facts.claim_step WITH (security_invoker = TRUE) AS
SELECT
    claim_step.book_id,
    claim_step.log_position AS claim_step_id,
    claim_step.claim_id,
    claim_step.step,
    claim_step.occurred_on,
    claim_step.actor,
    claim_step.amount,
    claim_step.reason,
    claim_step.evidence
FROM ledger.claim_step AS claim_step
INNER JOIN facts.horizon AS horizon
    ON
        claim_step.book_id = horizon.book_id
        AND claim_step.log_position <= horizon.log_position
        AND claim_step.occurred_on <= horizon.as_of;
