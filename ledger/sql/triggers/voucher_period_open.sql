-- Promises 5 and 9 (openings), at the only table through which money moves.
CREATE OR REPLACE TRIGGER voucher_period_open
AFTER INSERT ON ledger.voucher
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_period();
