-- Every day of the calendar with the count of working days up to and including it, so that
-- "20 working days after" is a comparison of ordinals.
CREATE OR REPLACE VIEW facts.working_day WITH (security_invoker = TRUE) AS
SELECT
    day,
    is_working,
    working_ordinal
FROM ledger.calendar_day;
