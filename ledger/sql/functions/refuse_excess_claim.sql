-- Payments of a claim never come to more than was approved. Asked once for all payments of a claim
-- that a statement or an import wrote: at the last of them.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_claim()
RETURNS trigger
LANGUAGE plpgsql
-- Before PostgreSQL 18 what is deferred runs as whoever ends the import, not as who posted.
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    approved numeric;
    paid numeric;
BEGIN
    IF EXISTS (
        SELECT FROM ledger.disbursement AS later
        WHERE later.book_id = new.book_id AND later.claim_id = new.claim_id
            AND later.log_position > new.log_position
    ) THEN
        RETURN NULL;
    END IF;
    SELECT step.amount INTO approved
    FROM ledger.claim_step AS step
    WHERE step.book_id = new.book_id AND step.claim_id = new.claim_id AND step.step = 'approved';
    -- A claim that was not approved is told of by `check_payment_grounds`, which comes after.
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    paid := ledger.paid_of_claim(new.book_id, new.claim_id);
    IF paid > approved THEN
        PERFORM ledger.refuse(13, 'claim_exceeded', jsonb_build_object(
            'claim', (
                SELECT claim.claim_code FROM ledger.claim AS claim
                WHERE claim.book_id = new.book_id AND claim.log_position = new.claim_id
            ),
            'approved', approved, 'paid', paid
        ));
    END IF;
    RETURN NULL;
END
$$;
