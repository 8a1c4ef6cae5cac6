-- The entries of an opening's parts follow from them; nobody writes them by hand.
CREATE OR REPLACE TRIGGER opening_balance_writes_entries
AFTER INSERT ON ledger.opening_balance
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();
