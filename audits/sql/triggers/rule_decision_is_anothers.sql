-- A decision on what rules go by is by another person than asked (promise 6).
CREATE OR REPLACE TRIGGER rule_decision_is_anothers
BEFORE INSERT ON audits.rule_decision
FOR EACH ROW EXECUTE FUNCTION audits.check_rule_decision();
