-- Ends an import under a draft: what was posted is what was reviewed, all of it, and the draft is
-- posted with it; its content is not needed any more. Nothing is posted by this import after it.
CREATE OR REPLACE FUNCTION ledger.end_import()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    ended ledger.draft;
BEGIN
    SELECT draft.* INTO STRICT ended
    FROM staged_import AS import
    INNER JOIN ledger.draft AS draft ON import.draft_id = draft.draft_id;
    IF ended.fingerprint <> ledger.import_digest()
        OR EXISTS (SELECT FROM staged_faulty)
        OR EXISTS (SELECT FROM staged_problem WHERE NOT ledger.is_note(code))
    THEN
        PERFORM ledger.refuse(
            6, 'not_as_reviewed', jsonb_build_object('draft', ended.draft_id)
        );
    END IF;
    -- Whoever left out to settle the import brings their numbers all the same.
    PERFORM ledger.keep_numbers();
    UPDATE ledger.draft
    SET
        state = 'posted', posted_by = ledger.acting_login(), changed_at = clock_timestamp(),
        posted_in = pg_current_xact_id()::text::bigint
    WHERE draft_id = ended.draft_id;
    PERFORM ledger.note_draft_step(ended.draft_id, 'posted', NULL);
    DELETE FROM ledger.draft_piece WHERE draft_id = ended.draft_id;
    DELETE FROM staged_import;
END
$$;
