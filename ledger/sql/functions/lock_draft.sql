-- Locks a draft, so that one step of it follows another.
CREATE OR REPLACE FUNCTION ledger.lock_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    locked ledger.draft;
BEGIN
    SELECT * INTO locked FROM ledger.draft WHERE draft_id = of_draft_id FOR UPDATE;
    IF locked.draft_id IS NULL THEN
        PERFORM ledger.refuse(11, 'unknown_draft', jsonb_build_object('draft', of_draft_id));
    END IF;
    RETURN locked;
END
$$;
