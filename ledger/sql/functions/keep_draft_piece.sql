-- Keeps a piece of the content of a draft of whoever acts, encrypted.
CREATE OR REPLACE FUNCTION ledger.keep_draft_piece(
    of_draft_id bigint, nth integer, of_file_name text, of_content bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.take_own_draft(of_draft_id);
    INSERT INTO ledger.draft_piece (draft_id, piece_number, file_name, sealed)
    VALUES (of_draft_id, nth, of_file_name, of_content);
END
$$;
