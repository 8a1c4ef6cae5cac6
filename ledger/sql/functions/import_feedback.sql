-- Records what donors were told of their gifts, asked, and were answered.
CREATE OR REPLACE FUNCTION ledger.import_feedback(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE telling AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.donation_code, given.kind, given.occurred_on) AS external_reference,
        source.log_position AS source_id,
        FALSE AS already
    FROM staged_feedback AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.donation_code = source.document_no
        AND source.kind IN ('donation', 'opening') AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
        );

    PERFORM ledger.report_repeated_references('telling', 'occurred_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'donation_code', 'unknown_donation',
        jsonb_build_object('donation', donation_code)
    FROM telling
    WHERE source_id IS NULL;
    PERFORM ledger.report_days_to_come('telling', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'telling', 'feedback', 'contents', '{"contents": "contents", "means": "means"}'
    );
    PERFORM ledger.report_closed_days('telling', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('telling');
    INSERT INTO ledger.feedback (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, source_id, kind, occurred_on, means, contents, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        source_id, kind, occurred_on, means, contents, evidence
    FROM telling;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE telling;
    RETURN posted;
END
$$;
