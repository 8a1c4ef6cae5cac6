-- Notes the rows of a table under way that were posted before and reversed since: they are passed
-- over, because the same reference never posts twice (promise 7), and the clerk has to know.
CREATE OR REPLACE FUNCTION ledger.note_reversed_postings(asking text, noun text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $statement$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'external_reference', 'posted_and_reversed',
            '{}'::jsonb
        FROM %I AS asked
        INNER JOIN ledger.%I AS known
            ON asked.book_id = known.book_id
            AND asked.external_reference = known.external_reference
        WHERE EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        )
        $statement$,
        asking, noun
    );
END
$$;
