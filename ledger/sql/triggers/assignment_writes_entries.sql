-- The entries of an assignment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER assignment_writes_entries
AFTER INSERT ON ledger.assignment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
