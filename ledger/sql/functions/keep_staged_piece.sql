-- Keeps a piece of the rows of a draft as its reviewer's check staged them, encrypted: only for who
-- has just reviewed it. What they are worth shows when they are posted, by their fingerprint.
CREATE OR REPLACE FUNCTION ledger.keep_staged_piece(
    of_draft_id bigint, nth integer, of_name text, of_content bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.state <> 'reviewed'
        OR taken.reviewed_by <> ledger.check_power('review', taken.division_id)
    THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    INSERT INTO ledger.draft_piece (draft_id, staged, piece_number, file_name, sealed)
    VALUES (of_draft_id, TRUE, nth, of_name, of_content);
END
$$;
