-- Tells the rows of a set that are posted already, as `pass_over_recorded` does, and notes those
-- that were reversed since.
CREATE OR REPLACE FUNCTION ledger.pass_over_posted(
    set_of_rows text, noun text, column_of_it text, compared jsonb
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.pass_over_recorded(set_of_rows, noun, column_of_it, compared);
    PERFORM ledger.note_reversed_postings(set_of_rows, noun);
END
$$;
