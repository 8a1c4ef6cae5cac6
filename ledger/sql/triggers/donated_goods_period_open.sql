-- Promise 5: donated goods are received in an open month.
CREATE OR REPLACE TRIGGER donated_goods_period_open
AFTER INSERT ON ledger.donated_goods
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('received_on');
