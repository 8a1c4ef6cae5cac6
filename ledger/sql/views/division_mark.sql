-- Dated lists that divisions are on: the poverty counties and the like.
CREATE OR REPLACE VIEW facts.division_mark WITH (security_invoker = TRUE) AS
SELECT
    division_id,
    mark,
    valid_from,
    valid_to
FROM ledger.division_mark;
