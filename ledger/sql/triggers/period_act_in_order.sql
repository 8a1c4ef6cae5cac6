-- Periods close and reopen in order, and never by one person alone.
CREATE OR REPLACE TRIGGER period_act_in_order
BEFORE INSERT ON ledger.period_closing
FOR EACH ROW EXECUTE FUNCTION ledger.check_period_act();
