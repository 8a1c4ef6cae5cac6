-- Opens and locks, in order, the books that staged rows name and that the import has not met yet,
-- and records the import in each of them. The first time it also ends the staging: what is staged
-- by then is digested, and only streamed sheets take rows after it. Rows of a book that is not
-- opened are not posted: which are open is digested, too.
CREATE OR REPLACE FUNCTION ledger.open_staged_books(staging_tables text[], streamed text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    staging_table text;
BEGIN
    IF NOT EXISTS (SELECT FROM staged_import) THEN
        RAISE EXCEPTION 'no import is under way';
    END IF;
    IF NOT (SELECT frozen FROM staged_import) THEN
        PERFORM ledger.end_staging(streamed);
    END IF;
    FOREACH staging_table IN ARRAY staging_tables LOOP
        EXECUTE format(
            'INSERT INTO staged_book (division_id) SELECT DISTINCT book FROM %I'
            ' ON CONFLICT DO NOTHING', staging_table
        );
    END LOOP;
    PERFORM ledger.check_staged_places();
    INSERT INTO staged_digest (digest)
    SELECT sha256(convert_to(
        coalesce(string_agg(division_id, ' ' ORDER BY division_id), ''), 'UTF8'
    ))
    FROM staged_book;
    UPDATE staged_book SET book_id = ledger.open_book(staged_book.division_id, import.author)
    FROM staged_import AS import
    WHERE staged_book.book_id IS NULL;

    WITH taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((
            SELECT array_agg(book_id) FROM staged_book WHERE import_id IS NULL
        ))
    ),
    recorded AS (
        INSERT INTO ledger.import_batch (
            book_id, log_position, recorded_at, recorded_by, file_name, file_sha256, partial,
            draft_id, reviewed_by, posted_by
        )
        SELECT
            taken.book_id, taken.base + 1, taken.recorded_at, import.author, import.file_name,
            import.file_sha256, import.partial, import.draft_id, import.reviewed_by,
            import.posted_by
        FROM taken
        CROSS JOIN staged_import AS import
        RETURNING book_id, log_position
    )
    UPDATE staged_book SET import_id = recorded.log_position
    FROM recorded
    WHERE staged_book.book_id = recorded.book_id;
END
$$;
