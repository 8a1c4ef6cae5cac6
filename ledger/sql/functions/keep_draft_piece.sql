-- Keeps a piece of the content of a draft of whoever acts, encrypted; of one that was reviewed or
-- returned only with the change that has it reviewed anew.
CREATE OR REPLACE FUNCTION ledger.keep_draft_piece(
    of_draft_id bigint, nth integer, of_file_name text, of_content bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.take_own_draft(of_draft_id);
BEGIN
    IF taken.state <> 'drafted' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    INSERT INTO ledger.draft_piece (draft_id, staged, piece_number, file_name, sealed)
    VALUES (of_draft_id, FALSE, nth, of_file_name, of_content);
END
$$;
