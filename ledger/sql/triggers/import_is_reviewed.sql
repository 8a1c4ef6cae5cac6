-- What is posted was reviewed: asked when the transaction ends, so that a trial may be made of
-- anything and rolled back (promise 6).
CREATE CONSTRAINT TRIGGER import_is_reviewed
AFTER INSERT ON ledger.import_batch
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION ledger.check_import_reviewed();
