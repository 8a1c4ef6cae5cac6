-- Its name sorts before `refund_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER refund_within_payment
AFTER INSERT ON ledger.refund
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_refund();
