-- A decision on a right is by another person than asked, and takes effect with it (promise 6).
CREATE OR REPLACE TRIGGER right_decision_applies
BEFORE INSERT ON ledger.right_decision
FOR EACH ROW EXECUTE FUNCTION ledger.apply_right_decision();
