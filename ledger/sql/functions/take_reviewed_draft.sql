-- Locks a draft for posting: it was reviewed by another person than drafted it, and whoever acts
-- may post where it goes (promise 6).
CREATE OR REPLACE FUNCTION ledger.take_reviewed_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    PERFORM ledger.check_power('post', taken.division_id);
    IF taken.state <> 'reviewed' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_reviewed',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;
