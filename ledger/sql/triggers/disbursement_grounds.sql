-- Its name sorts before `disbursement_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER disbursement_grounds
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_payment_grounds();
