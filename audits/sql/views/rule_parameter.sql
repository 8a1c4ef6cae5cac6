-- The value of a rule's parameter in each book: that of the nearest division that sets one.
CREATE OR REPLACE VIEW facts.rule_parameter WITH (security_invoker = TRUE) AS
SELECT
    book.book_id,
    parameter.rule_code,
    parameter.name,
    parameter.valid_from,
    parameter.value,
    length(division.path) AS nearness
FROM audits.rule_parameter AS parameter
INNER JOIN ledger.division AS division ON parameter.division_id = division.division_id
INNER JOIN facts.book AS book ON starts_with(book.path, division.path);
