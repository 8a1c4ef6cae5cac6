-- Deferrable, so that an import may post the payments before the refunds of the same file.
DROP TRIGGER IF EXISTS reissue_within_bounced ON ledger.disbursement;
CREATE CONSTRAINT TRIGGER reissue_within_bounced
AFTER INSERT ON ledger.disbursement
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.reissue_of IS NOT NULL)
EXECUTE FUNCTION ledger.refuse_excess_reissue();
