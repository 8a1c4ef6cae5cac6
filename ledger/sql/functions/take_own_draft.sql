-- Locks a draft of whoever acts that may still be changed: nobody has posted or withdrawn it.
CREATE OR REPLACE FUNCTION ledger.take_own_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.drafted_by IS DISTINCT FROM ledger.acting_login() THEN
        PERFORM ledger.refuse(11, 'unknown_draft', jsonb_build_object('draft', of_draft_id));
    END IF;
    IF taken.state NOT IN ('drafted', 'returned', 'reviewed') THEN
        PERFORM ledger.refuse(
            2, 'draft_ended', jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;
