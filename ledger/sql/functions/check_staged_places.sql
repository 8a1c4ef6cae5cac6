-- Promise 11: an import goes only into books in which its rows may be drafted by whoever tries it,
-- or posted under its draft: these lie under the division that the draft was reviewed for.
CREATE OR REPLACE FUNCTION ledger.check_staged_places()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    import record;
    place record;
BEGIN
    SELECT staged_import.draft_id, above.path INTO import
    FROM staged_import
    LEFT JOIN ledger.draft AS draft ON staged_import.draft_id = draft.draft_id
    LEFT JOIN ledger.division AS above ON draft.division_id = above.division_id;
    FOR place IN
        SELECT division.division_id, division.path
        FROM staged_book
        INNER JOIN ledger.division AS division ON staged_book.division_id = division.division_id
        WHERE staged_book.book_id IS NULL
    LOOP
        IF import.draft_id IS NULL THEN
            PERFORM ledger.check_power('write', place.division_id);
        ELSIF NOT starts_with(place.path, import.path) THEN
            PERFORM ledger.refuse(
                6, 'draft_elsewhere', jsonb_build_object('division', place.division_id)
            );
        END IF;
    END LOOP;
END
$$;
