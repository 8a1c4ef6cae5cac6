-- Promise 5: donors are told, ask and are answered in an open month.
CREATE OR REPLACE TRIGGER feedback_period_open
AFTER INSERT ON ledger.feedback
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
