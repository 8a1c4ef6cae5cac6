-- Promise 5: a further payee is told of in an open month.
CREATE OR REPLACE TRIGGER payee_substitution_period_open
AFTER INSERT ON ledger.payee_substitution
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');
