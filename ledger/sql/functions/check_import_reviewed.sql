-- Promise 6, where an import is committed: it stands under a draft that another person reviewed,
-- and that was posted in this same transaction.
-- Before PostgreSQL 18 what is deferred runs as whoever commits, not as who posted.
CREATE OR REPLACE FUNCTION ledger.check_import_reviewed()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger.draft AS draft
        WHERE draft.draft_id = new.draft_id AND draft.state = 'posted'
            AND draft.posted_in = pg_current_xact_id()::text::bigint
    ) THEN
        PERFORM ledger.refuse(6, 'import_not_reviewed', '{}'::jsonb);
    END IF;
    RETURN NULL;
END
$$;
