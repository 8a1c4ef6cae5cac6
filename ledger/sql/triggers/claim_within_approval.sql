-- Deferrable, so that a refund of the same import may give room for what is paid again.
DROP TRIGGER IF EXISTS claim_within_approval ON ledger.disbursement;
CREATE CONSTRAINT TRIGGER claim_within_approval
AFTER INSERT ON ledger.disbursement
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.claim_id IS NOT NULL)
EXECUTE FUNCTION ledger.refuse_excess_claim();
