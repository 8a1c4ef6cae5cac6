-- Promise 3. Deferrable, so that an import may post a withdrawal before the assignment it undoes.
DROP TRIGGER IF EXISTS balance_not_negative ON ledger.balance;
CREATE CONSTRAINT TRIGGER balance_not_negative
AFTER INSERT OR UPDATE ON ledger.balance
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.amount < 0 AND new.kind NOT IN ('origin', 'cash_in'))
EXECUTE FUNCTION ledger.refuse_negative_balance();
