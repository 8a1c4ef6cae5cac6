-- Posts a slice of the sheet of payments. What rows have in common (a batch's day and project, a
-- payee with its numbers) is resolved once; then all rows of the slice are posted in one statement.
CREATE OR REPLACE FUNCTION ledger.import_disbursements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.register_paid_parties(author);
    PERFORM ledger.resolve_batches();
    PERFORM ledger.refuse_payments();

    -- Rows that were posted before, or stand twice in the file, are rare: they are looked for when
    -- the constraint has found one.
    BEGIN
        posted := ledger.post_payments(author);
    EXCEPTION
        WHEN unique_violation THEN
            PERFORM ledger.set_aside_known_payments();
            posted := ledger.post_payments(author);
    END;
    PERFORM ledger.attach_papers(author);
    TRUNCATE staged_disbursements;
    RETURN posted;
END
$$;
