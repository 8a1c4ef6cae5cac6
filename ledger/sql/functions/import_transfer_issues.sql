-- Posts transfers issued to books below.
CREATE OR REPLACE FUNCTION ledger.import_transfer_issues(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE issuing AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.document_no,
        coalesce(given.document_line, 1) AS document_line,
        given.occurred_on,
        given.occurred_on_precision,
        given.amount,
        given.counterparty AS recipient_division_id,
        given.counterparty_name AS recipient_name,
        given.fund_line,
        given.purpose,
        given.source_document,
        given.source_line,
        given.exemption,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', 'issued', coalesce(given.counterparty, given.counterparty_name),
                given.document_no, coalesce(given.document_line, 1)
            )
        ) AS external_reference,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM staged_transfers AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.direction = 'issued';

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM issuing
    WHERE source_document IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'counterparty', 'counterparty_required', '{}'::jsonb
    FROM issuing
    WHERE recipient_division_id IS NULL AND recipient_name IS NULL;
    PERFORM ledger.report_repeated_references('issuing', 'document_no');
    PERFORM ledger.resolve_sources('issuing');

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        issuing.sheet_number, issuing.row_number, 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', issuing.external_reference, 'fields', concat_ws(
            ', ',
            CASE WHEN issue.amount <> issuing.amount THEN 'amount' END,
            CASE WHEN issue.occurred_on <> issuing.occurred_on THEN 'occurred_on' END,
            CASE WHEN issue.source_id <> issuing.source_id THEN 'source_document' END
        ))
    FROM issuing
    INNER JOIN ledger.transfer_issue AS issue
        ON issuing.book_id = issue.book_id
        AND issuing.external_reference = issue.external_reference
    WHERE issuing.source_id IS NOT NULL
        AND (issue.amount, issue.occurred_on, issue.source_id)
        IS DISTINCT FROM (issuing.amount, issuing.occurred_on, issuing.source_id);
    UPDATE issuing SET already = TRUE
    FROM ledger.transfer_issue AS issue
    WHERE issuing.book_id = issue.book_id
        AND issuing.external_reference = issue.external_reference;
    PERFORM ledger.note_reversed_postings('issuing', 'transfer_issue');

    DELETE FROM issuing
    WHERE issuing.source_id IS NULL OR EXISTS (
        SELECT FROM staged_problem
        WHERE staged_problem.sheet_number = issuing.sheet_number
            AND staged_problem.row_number = issuing.row_number
    );
    PERFORM ledger.report_closed_periods('issuing');

    WITH opened AS MATERIALIZED (
        SELECT *
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, 'transfer_issued', occurred_on, occurred_on_precision,
                concat_ws(' ', document_no, fund_line), author, import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM issuing
            WHERE NOT already
        ))
    ),
    remembered AS (
        INSERT INTO staged_voucher
        SELECT opened.book_id, opened.voucher_id, issuing.sheet_number, issuing.row_number
        FROM opened
        INNER JOIN issuing ON opened.ordinal = issuing.ordinal
    ),
    taken AS MATERIALIZED (
        SELECT *
        FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM opened))
    )
    INSERT INTO ledger.transfer_issue (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        document_no, document_line, recipient_division_id, recipient_name, fund_line_name,
        purpose, amount, occurred_on, exemption, evidence
    )
    SELECT
        issuing.book_id,
        taken.base + row_number() OVER (PARTITION BY issuing.book_id ORDER BY issuing.ordinal),
        taken.recorded_at, opened.voucher_id, issuing.row_number, issuing.external_reference,
        issuing.source_id, issuing.document_no, issuing.document_line,
        issuing.recipient_division_id, issuing.recipient_name,
        coalesce(issuing.fund_line, fund_line.name), issuing.purpose, issuing.amount,
        issuing.occurred_on, issuing.exemption, issuing.evidence
    FROM issuing
    INNER JOIN opened ON issuing.ordinal = opened.ordinal
    INNER JOIN taken ON issuing.book_id = taken.book_id
    INNER JOIN ledger.source AS source
        ON issuing.book_id = source.book_id AND issuing.source_id = source.log_position
    INNER JOIN ledger.fund_line AS fund_line
        ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE issuing;
    RETURN posted;
END
$$;
