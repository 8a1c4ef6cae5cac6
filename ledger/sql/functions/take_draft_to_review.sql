-- Locks a draft that waits for its review by whoever acts: not by who drafted it (promise 6).
CREATE OR REPLACE FUNCTION ledger.take_draft_to_review(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.drafted_by = ledger.check_power('review', taken.division_id) THEN
        PERFORM ledger.refuse(
            6, 'draft_own_review',
            jsonb_build_object('draft', of_draft_id, 'login', taken.drafted_by)
        );
    END IF;
    IF taken.state <> 'drafted' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;
