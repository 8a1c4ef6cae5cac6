-- A payment that pays a bounced one again does so after it bounced, and not by more.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_reissue()
RETURNS trigger
LANGUAGE plpgsql
-- Before PostgreSQL 18 what is deferred runs as whoever ends the import, not as who posted.
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    code text := ledger.reissue_refusal(new.book_id, new.reissue_of, new.occurred_on);
BEGIN
    IF code IS NOT NULL THEN
        PERFORM ledger.refuse(
            13, 'reissue_refused', jsonb_build_object('payment', new.reissue_of)
        );
    END IF;
    RETURN NULL;
END
$$;
