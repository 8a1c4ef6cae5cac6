-- The entries of an integration follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER integration_writes_entries
AFTER INSERT ON ledger.integration
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
