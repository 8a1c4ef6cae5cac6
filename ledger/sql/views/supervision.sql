-- Which books a book's division supervises: itself and all below it.
CREATE OR REPLACE VIEW facts.supervision WITH (security_invoker = TRUE) AS
SELECT
    above.book_id,
    below.book_id AS supervised_book_id
FROM facts.book AS above
INNER JOIN facts.book AS below ON starts_with(below.path, above.path);
