-- Claims for payment with what became of them. What was paid is without what bounced.
CREATE OR REPLACE VIEW facts.claim WITH (security_invoker = TRUE) AS
WITH paid AS (
    SELECT
        book_id,
        claim_id,
        sum(amount) AS amount
    FROM facts.disbursement
    WHERE claim_id IS NOT NULL
    GROUP BY book_id, claim_id
)

SELECT
    claim.book_id,
    claim.log_position AS claim_id,
    claim.claim_code,
    claim.project_id,
    claim.contract_id,
    claim.claimant,
    claim.payee_name,
    claim.stage,
    claim.is_final,
    claim.amount,
    claim.progress_percent,
    claim.submitted_on,
    checked.occurred_on AS checked_on,
    approved.occurred_on AS approved_on,
    approved.amount AS approved_amount,
    returned.occurred_on AS returned_on,
    claim.fingerprints,
    claim.evidence,
    coalesce(paid.amount, 0) AS paid_amount,
    CASE
        WHEN returned.occurred_on IS NOT NULL THEN 'returned'
        WHEN paid.amount >= approved.amount THEN 'paid'
        WHEN paid.amount > 0 THEN 'part_paid'
        WHEN approved.occurred_on IS NOT NULL THEN 'approved'
        WHEN checked.occurred_on IS NOT NULL THEN 'checked'
        ELSE 'submitted'
    END AS state
FROM ledger.claim AS claim
INNER JOIN facts.horizon AS horizon
    ON
        claim.book_id = horizon.book_id
        AND claim.log_position <= horizon.log_position
        AND claim.submitted_on <= horizon.as_of
LEFT JOIN facts.claim_step AS checked
    ON
        claim.book_id = checked.book_id
        AND claim.log_position = checked.claim_id
        AND checked.step = 'checked'
LEFT JOIN facts.claim_step AS approved
    ON
        claim.book_id = approved.book_id
        AND claim.log_position = approved.claim_id
        AND approved.step = 'approved'
LEFT JOIN facts.claim_step AS returned
    ON
        claim.book_id = returned.book_id
        AND claim.log_position = returned.claim_id
        AND returned.step = 'returned'
LEFT JOIN paid ON claim.book_id = paid.book_id AND claim.log_position = paid.claim_id;
