-- Promise 5: a claim is checked, approved or returned in an open month.
CREATE OR REPLACE TRIGGER claim_step_period_open
AFTER INSERT ON ledger.claim_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
