-- At the only table through which money moves.
CREATE OR REPLACE TRIGGER voucher_not_before_opening
AFTER INSERT ON ledger.voucher
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_before_opening();
