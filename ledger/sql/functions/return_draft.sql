-- A draft goes back to its drafter, with the reason: by a reviewer before it is reviewed, after
-- that by whoever may post it. What its reviewer's check staged is gone then.
CREATE OR REPLACE FUNCTION ledger.return_draft(of_draft_id bigint, why text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    state_now text;
BEGIN
    SELECT state INTO state_now FROM ledger.draft WHERE draft_id = of_draft_id;
    IF state_now = 'reviewed' THEN
        PERFORM ledger.take_reviewed_draft(of_draft_id);
    ELSE
        PERFORM ledger.take_draft_to_review(of_draft_id);
    END IF;
    IF coalesce(btrim(why), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    UPDATE ledger.draft
    SET state = 'returned', reviewed_by = NULL, changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id AND staged;
    PERFORM ledger.note_draft_step(of_draft_id, 'returned', btrim(why));
END
$$;
