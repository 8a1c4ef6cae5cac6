-- Its drafter takes a draft back: nothing of it will be posted, and its content is gone.
CREATE OR REPLACE FUNCTION ledger.withdraw_draft(of_draft_id bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.take_own_draft(of_draft_id);
    UPDATE ledger.draft
    SET state = 'withdrawn', changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    PERFORM ledger.note_draft_step(of_draft_id, 'withdrawn', NULL);
    DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id;
END
$$;
