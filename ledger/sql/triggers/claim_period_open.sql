-- Promise 5: a claim is handed in in an open month.
CREATE OR REPLACE TRIGGER claim_period_open
AFTER INSERT ON ledger.claim
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('submitted_on');
