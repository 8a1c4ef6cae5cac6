-- A claim is checked after it was handed in, then approved or returned, and for no more than it
-- asks (promise 13).
CREATE OR REPLACE FUNCTION ledger.check_claim_steps()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT claim.claim_code INTO wrong
    FROM (SELECT DISTINCT book_id, claim_id FROM new_rows) AS named
    INNER JOIN ledger.claim AS claim
        ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
    LEFT JOIN ledger.claim_step AS checked
        ON claim.book_id = checked.book_id AND claim.log_position = checked.claim_id
        AND checked.step = 'checked'
    LEFT JOIN ledger.claim_step AS decided
        ON claim.book_id = decided.book_id AND claim.log_position = decided.claim_id
        AND decided.step IN ('approved', 'returned')
    WHERE checked.occurred_on < claim.submitted_on
        OR decided.occurred_on < greatest(claim.submitted_on, checked.occurred_on)
        OR (decided.step = 'approved' AND checked.step IS NULL)
        OR decided.amount > claim.amount
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(13, 'claim_out_of_order', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
