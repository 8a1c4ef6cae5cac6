-- Promise 5: what audits found is recorded in an open month.
CREATE OR REPLACE TRIGGER finding_period_open
AFTER INSERT ON ledger.finding
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('reported_on');
