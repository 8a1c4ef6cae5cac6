-- Opens and locks, in order, the books that staged rows name and that the import has not met yet,
-- and records the file in each of them.
CREATE OR REPLACE FUNCTION ledger.open_staged_books(
    staging_tables text[], name_of_file text, sha256_of_file text, author text, is_partial boolean
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    staging_table text;
BEGIN
    FOREACH staging_table IN ARRAY staging_tables LOOP
        EXECUTE format(
            'INSERT INTO staged_book (division_id) SELECT DISTINCT book FROM %I'
            ' ON CONFLICT DO NOTHING', staging_table
        );
    END LOOP;
    UPDATE staged_book SET book_id = ledger.open_book(staged_book.division_id, author)
    WHERE book_id IS NULL;

    WITH taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((
            SELECT array_agg(book_id) FROM staged_book WHERE import_id IS NULL
        ))
    ),
    recorded AS (
        INSERT INTO ledger.import_batch (
            book_id, log_position, recorded_at, recorded_by, file_name, file_sha256, partial
        )
        SELECT book_id, base + 1, recorded_at, author, name_of_file, sha256_of_file, is_partial
        FROM taken
        RETURNING book_id, log_position
    )
    UPDATE staged_book SET import_id = recorded.log_position
    FROM recorded
    WHERE staged_book.book_id = recorded.book_id;
END
$$;
