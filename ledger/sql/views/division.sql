-- Divisions with the code and name they have now, and the path of those above them.
CREATE OR REPLACE VIEW facts.division WITH (security_invoker = TRUE) AS
SELECT
    division_id,
    level,
    code,
    name,
    parent_id,
    path,
    made_up
FROM ledger.division;
