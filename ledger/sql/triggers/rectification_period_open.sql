-- Promise 5: what is done about findings is recorded in an open month.
CREATE OR REPLACE TRIGGER rectification_period_open
AFTER INSERT ON ledger.rectification
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
