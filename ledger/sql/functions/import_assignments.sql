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

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        assigning.sheet_number, assigning.row_number, 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', assigning.external_reference, 'fields', concat_ws(
            ', ',
            CASE WHEN known.amount <> assigning.amount THEN 'amount' END,
            CASE WHEN known.occurred_on <> assigning.occurred_on THEN 'occurred_on' END,
            CASE WHEN known.source_id <> assigning.source_id THEN 'source_document' END,
            CASE WHEN known.project_id <> assigning.project_id THEN 'project_code' END
        ))
    FROM assigning
    INNER JOIN ledger.assignment AS known
        ON assigning.book_id = known.book_id
        AND assigning.external_reference = known.external_reference
    WHERE assigning.source_id IS NOT NULL AND assigning.project_id IS NOT NULL
        AND (known.amount, known.occurred_on, known.source_id, known.project_id, known.direction)
        IS DISTINCT FROM (
            assigning.amount, assigning.occurred_on, assigning.source_id, assigning.project_id,
            assigning.direction
        );
    UPDATE assigning SET already = TRUE
    FROM ledger.assignment AS known
    WHERE assigning.book_id = known.book_id
        AND assigning.external_reference = known.external_reference;
    PERFORM ledger.note_reversed_postings('assigning', 'assignment');

    DELETE FROM assigning
    WHERE source_id IS NULL OR project_id IS NULL OR EXISTS (
        SELECT FROM staged_problem
        WHERE staged_problem.sheet_number = assigning.sheet_number
            AND staged_problem.row_number = assigning.row_number
    );
    PERFORM ledger.report_closed_periods('assigning');

    WITH opened AS MATERIALIZED (
        SELECT *
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, 'assignment', occurred_on, occurred_on_precision,
                concat_ws(' ', document_no, project_code), author, import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM assigning
            WHERE NOT already
        ))
    ),
    remembered AS (
        INSERT INTO staged_voucher
        SELECT opened.book_id, opened.voucher_id, assigning.sheet_number, assigning.row_number
        FROM opened
        INNER JOIN assigning ON opened.ordinal = assigning.ordinal
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM opened))
    )
    INSERT INTO ledger.assignment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        project_id, direction, pooled, document_no, amount, occurred_on, evidence
    )
    SELECT
        assigning.book_id,
        taken.base + row_number() OVER (
            PARTITION BY assigning.book_id ORDER BY assigning.ordinal
        ),
        taken.recorded_at, opened.voucher_id, assigning.row_number, assigning.external_reference,
        assigning.source_id, assigning.project_id, assigning.direction, assigning.pooled,
        assigning.document_no, assigning.amount, assigning.occurred_on, assigning.evidence
    FROM assigning
    INNER JOIN opened ON assigning.ordinal = opened.ordinal
    INNER JOIN taken ON assigning.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE assigning;
    RETURN posted;
END
$$;
