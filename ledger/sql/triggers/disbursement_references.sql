-- Stands in for the foreign keys of the one table that takes millions of rows a statement.
-- Its name sorts before `disbursement_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER disbursement_references
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_disbursement_references();
