-- Promise 5: a sign-off sheet is signed in an open month.
CREATE OR REPLACE TRIGGER signature_period_open
AFTER INSERT ON ledger.signature
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('signed_on');
