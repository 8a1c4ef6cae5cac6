-- Promise 5: a notice is dated in an open month.
CREATE OR REPLACE TRIGGER notice_period_open
AFTER INSERT ON ledger.notice
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('starts_on');
