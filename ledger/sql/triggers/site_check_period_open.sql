-- Promise 5: a site is looked at in an open month.
CREATE OR REPLACE TRIGGER site_check_period_open
AFTER INSERT ON ledger.site_check
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
