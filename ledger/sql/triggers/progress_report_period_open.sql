-- Promise 5: progress is verified in an open month.
CREATE OR REPLACE TRIGGER progress_report_period_open
AFTER INSERT ON ledger.progress_report
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
