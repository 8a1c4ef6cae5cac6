-- Promise 5: a self-evaluation is handed in in an open month.
CREATE OR REPLACE TRIGGER self_evaluation_period_open
AFTER INSERT ON ledger.self_evaluation
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('submitted_on');
