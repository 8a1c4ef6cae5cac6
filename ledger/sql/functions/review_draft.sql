-- A draft is reviewed by another person than drafted it, who may review where it goes, and whose
-- own check came to the same rows (promise 6).
CREATE OR REPLACE FUNCTION ledger.review_draft(of_draft_id bigint, of_fingerprint bytea)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft;
    reviewer text;
BEGIN
    taken := ledger.take_draft_to_review(of_draft_id);
    reviewer := ledger.acting_login();
    IF taken.fingerprint <> of_fingerprint THEN
        PERFORM ledger.refuse(6, 'not_as_drafted', jsonb_build_object('draft', of_draft_id));
    END IF;
    UPDATE ledger.draft
    SET state = 'reviewed', reviewed_by = reviewer, changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    PERFORM ledger.note_draft_step(of_draft_id, 'reviewed', NULL);
END
$$;
