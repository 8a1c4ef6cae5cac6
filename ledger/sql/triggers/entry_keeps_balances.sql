-- Balances follow from entries in the same statement.
CREATE OR REPLACE TRIGGER entry_keeps_balances
AFTER INSERT ON ledger.entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.keep_balances();
