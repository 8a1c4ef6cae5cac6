-- Promise 5: a step of a project is dated in an open month.
CREATE OR REPLACE TRIGGER project_step_period_open
AFTER INSERT ON ledger.project_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
