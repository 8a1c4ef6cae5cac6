-- Promise 5: the approval of a plan is dated in an open month.
CREATE OR REPLACE TRIGGER integration_plan_period_open
AFTER INSERT ON ledger.integration_plan
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('approved_on');
