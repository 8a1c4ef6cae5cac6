-- Whether what a posting function found is a note, which does not keep the import from being done.
CREATE OR REPLACE FUNCTION ledger.is_note(of_code text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$ SELECT of_code IN ('posted_and_reversed', 'registered_changes', 'year_end_line'); $$;
