-- Registered households.
CREATE OR REPLACE VIEW facts.household WITH (security_invoker = TRUE) AS
SELECT
    household.book_id,
    household.log_position AS household_id,
    household.household_code
FROM ledger.household AS household
INNER JOIN facts.horizon AS horizon
    ON household.book_id = horizon.book_id AND household.log_position <= horizon.log_position;
