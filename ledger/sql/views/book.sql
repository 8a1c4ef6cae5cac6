-- Books with the place and level of their division.
CREATE OR REPLACE VIEW facts.book AS
SELECT
    book.book_id,
    book.division_id,
    division.code AS division_code,
    division.name AS division_name,
    division.level,
    division.path,
    division.made_up
FROM ledger.book AS book
INNER JOIN ledger.division AS division ON book.division_id = division.division_id;
