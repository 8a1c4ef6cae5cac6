-- Posts transfers issued to books below, aid given to paired ones, and bond money lent on.
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
        coalesce(given.kind, 'transfer') AS kind,
        given.purpose,
        given.source_document,
        given.source_line,
        given.exemption,
        given.transfer_type,
        given.issuer_kind,
        given.required_match,
        given.match_ground,
        given.change_document,
        given.changed_on,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', 'issued', coalesce(given.counterparty, given.counterparty_name),
                given.document_no, coalesce(given.document_line, 1)
            )
        ) AS external_reference,
        coalesce(given.kind, 'transfer') || '_issued' AS event,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
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
    WHERE recipient_division_id IS NULL AND recipient_name IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'changed_on', 'change_incomplete', '{}'::jsonb
    FROM issuing
    WHERE (change_document IS NULL) <> (changed_on IS NULL)
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'direction', 'terms_without_issue', '{}'::jsonb
    FROM staged_transfers AS given
    WHERE given.direction <> 'issued' AND num_nonnulls(
            given.transfer_type, given.issuer_kind, given.required_match, given.match_ground,
            given.change_document, given.changed_on
        ) > 0;
    PERFORM ledger.report_repeated_references('issuing', 'document_no');
    PERFORM ledger.resolve_sources('issuing');

    PERFORM ledger.pass_over_posted(
        'issuing', 'transfer_issue', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "kind": "kind", "transfer_type": "transfer_type", "issuer_kind": "issuer_kind",
          "required_match": "required_match", "match_ground": "match_ground",
          "change_document": "change_document", "changed_on": "changed_on",
          "document_no": "document_no", "document_line": "document_line",
          "recipient_division_id": "counterparty", "recipient_name": "counterparty_name"}'
    );
    PERFORM ledger.drop_faulty_rows('issuing');
    DELETE FROM issuing WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('issuing');

    PERFORM ledger.open_row_vouchers('issuing', author);
    INSERT INTO ledger.transfer_issue (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        source_id, document_no, document_line, recipient_division_id, recipient_name,
        fund_line_name, purpose, amount, occurred_on, exemption, transfer_type, issuer_kind,
        required_match, match_ground, change_document, changed_on, evidence
    )
    SELECT
        issuing.book_id, issuing.log_position, issuing.recorded_at, issuing.voucher_id,
        issuing.row_number, issuing.external_reference, issuing.kind, issuing.source_id,
        issuing.document_no, issuing.document_line,
        issuing.recipient_division_id, issuing.recipient_name,
        coalesce(issuing.fund_line, fund_line.name), issuing.purpose, issuing.amount,
        issuing.occurred_on, issuing.exemption, issuing.transfer_type, issuing.issuer_kind,
        issuing.required_match, issuing.match_ground, issuing.change_document,
        issuing.changed_on, issuing.evidence
    FROM issuing
    INNER JOIN ledger.source AS source
        ON issuing.book_id = source.book_id AND issuing.source_id = source.log_position
    INNER JOIN ledger.fund_line AS fund_line
        ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE issuing;
    RETURN posted;
END
$$;
