-- Its name sorts before `transfer_adjustment_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER transfer_adjustment_within_transfer
AFTER INSERT ON ledger.transfer_adjustment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_adjustment();
