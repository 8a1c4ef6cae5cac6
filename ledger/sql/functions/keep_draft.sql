-- Keeps a new draft of whoever acts, or a change of one of theirs that nobody has reviewed; its
-- content follows by pieces. The places are those of its books: the draft belongs to the lowest
-- division above all of them, and whoever drafts may draft there. Returns the draft's number.
CREATE OR REPLACE FUNCTION ledger.keep_draft(
    of_draft_id bigint, of_kind text, of_name text, of_sheet text, sha256_of_content text,
    of_default_book text, is_partial boolean, places text[], of_fingerprint bytea, of_summary jsonb
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    above text;
    drafter text;
    waiting record;
    kept bigint := of_draft_id;
BEGIN
    PERFORM ledger.await_same_file(sha256_of_content);
    SELECT division.division_id INTO above
    FROM ledger.division AS division
    WHERE cardinality(places) > 0 AND NOT EXISTS (
        SELECT FROM ledger.division AS place
        WHERE place.division_id = ANY(places) AND NOT starts_with(place.path, division.path)
    )
    ORDER BY length(division.path) DESC
    LIMIT 1;
    drafter := ledger.check_power('draft', above);
    IF of_draft_id IS NULL THEN
        -- The same content waits already: sent twice by one person it is one draft.
        SELECT draft_id, drafted_by INTO waiting
        FROM ledger.draft
        WHERE content_sha256 = sha256_of_content
            AND state IN ('drafted', 'returned', 'reviewed');
        IF FOUND AND waiting.drafted_by = drafter THEN
            RETURN waiting.draft_id;
        ELSIF FOUND THEN
            PERFORM ledger.refuse(
                7, 'draft_known',
                jsonb_build_object('draft', waiting.draft_id, 'login', waiting.drafted_by)
            );
        END IF;
        INSERT INTO ledger.draft (
            kind, name, sheet, content_sha256, default_book, partial, division_id, fingerprint,
            summary, state, drafted_by, changed_at
        )
        VALUES (
            of_kind, of_name, of_sheet, sha256_of_content, of_default_book, is_partial, above,
            of_fingerprint, of_summary, 'drafted', drafter, clock_timestamp()
        )
        RETURNING draft_id INTO kept;
        PERFORM ledger.note_draft_step(kept, 'drafted', NULL);
    ELSE
        PERFORM ledger.take_own_draft(of_draft_id);
        UPDATE ledger.draft
        SET
            kind = of_kind, name = of_name, sheet = of_sheet, content_sha256 = sha256_of_content,
            default_book = of_default_book, partial = is_partial, division_id = above,
            fingerprint = of_fingerprint, summary = of_summary, state = 'drafted',
            reviewed_by = NULL, changed_at = clock_timestamp()
        WHERE draft_id = of_draft_id;
        DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id;
        PERFORM ledger.note_draft_step(kept, 'changed', NULL);
    END IF;
    RETURN kept;
END
$$;
