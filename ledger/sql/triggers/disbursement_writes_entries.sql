-- The entries of a disbursement follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER disbursement_writes_entries
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_payments();
