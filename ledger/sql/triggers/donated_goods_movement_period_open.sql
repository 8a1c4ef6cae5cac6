-- Promise 5: donated goods leave and come back in an open month.
CREATE OR REPLACE TRIGGER donated_goods_movement_period_open
AFTER INSERT ON ledger.donated_goods_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
