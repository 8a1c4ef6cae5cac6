-- Posts assignments of money to projects, and withdrawals of it.
CREATE OR REPLACE FUNCTION ledger.import_assignments(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE assigning AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.document_no,
        given.occurred_on,
        given.occurred_on_precision,
        coalesce(given.direction, 'assign') AS direction,
        given.project_code,
        given.source_document,
        given.source_line,
        coalesce(given.pooled, FALSE) AS pooled,
        given.amount,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', coalesce(given.direction, 'assign'), given.document_no, given.project_code,
                given.source_document, given.source_line
            )
        ) AS external_reference,
        'assignment' AS event,
        concat_ws(' ', given.document_no, given.project_code) AS summary,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_assignments AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM assigning
    WHERE source_document IS NULL;
    PERFORM ledger.report_repeated_references('assigning', 'document_no');
    PERFORM ledger.resolve_sources('assigning');
    PERFORM ledger.resolve_projects('assigning');

    PERFORM ledger.pass_over_posted(
        'assigning', 'assignment', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "project_id": "project_code", "direction": "direction"}'
    );
    PERFORM ledger.drop_faulty_rows('assigning');
    DELETE FROM assigning WHERE source_id IS NULL OR project_id IS NULL;
    PERFORM ledger.report_unpostable_days('assigning');

    PERFORM ledger.open_row_vouchers('assigning', author);
    INSERT INTO ledger.assignment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        project_id, direction, pooled, document_no, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, source_id,
        project_id, direction, pooled, document_no, amount, occurred_on, evidence
    FROM assigning;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE assigning;
    RETURN posted;
END
$$;
