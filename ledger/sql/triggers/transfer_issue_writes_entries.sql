-- The entries of a transfer issue follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER transfer_issue_writes_entries
AFTER INSERT ON ledger.transfer_issue
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
