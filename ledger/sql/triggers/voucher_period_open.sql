-- Promise 5, at the only table through which money moves.
CREATE OR REPLACE TRIGGER voucher_period_open
AFTER INSERT ON ledger.voucher
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_period();
