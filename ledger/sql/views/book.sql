-- Books with the place and level of their division. A book is partial while all that was imported
-- into it is only part of what happened.
CREATE OR REPLACE VIEW facts.book WITH (security_invoker = TRUE) AS
WITH batches AS (
    SELECT
        batch.book_id,
        bool_and(batch.partial) AS all_partial
    FROM ledger.import_batch AS batch
    INNER JOIN facts.horizon AS horizon
        ON batch.book_id = horizon.book_id AND batch.log_position <= horizon.log_position
    GROUP BY batch.book_id
)

SELECT
    book.book_id,
    book.division_id,
    division.code AS division_code,
    division.name AS division_name,
    division.level,
    division.path,
    division.made_up,
    coalesce(batches.all_partial, FALSE) AS partial
FROM ledger.book AS book
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN batches ON book.book_id = batches.book_id;
