-- What promise 3 is for money, for the quantities of donated goods.
CREATE OR REPLACE TRIGGER goods_within_receipt
AFTER INSERT ON ledger.donated_goods_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_goods();
