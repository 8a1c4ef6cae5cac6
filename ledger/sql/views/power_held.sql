-- What each person may do today and at which division, by the rights that were released to them.
CREATE OR REPLACE VIEW ledger.power_held WITH (security_invoker = TRUE) AS
SELECT
    held.login,
    held.division_id,
    held.with_subtree,
    power.power
FROM ledger.right_held AS held
INNER JOIN ledger.role_power AS power ON held.role = power.role
WHERE held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing();
