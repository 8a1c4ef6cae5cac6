-- Promise 5: what a donor wants is dated in an open month.
CREATE OR REPLACE TRIGGER donor_will_period_open
AFTER INSERT ON ledger.donor_will
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('stated_on');
