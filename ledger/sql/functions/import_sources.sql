-- Posts money that arrived: appropriations, transfers received and gifts, each with its fund line.
CREATE OR REPLACE FUNCTION ledger.import_sources(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE arriving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
        FALSE AS already
    FROM (
        SELECT
            sheet_number, row_number, book, 'appropriation' AS kind,
            'appropriation' AS event, document_no, coalesce(document_line, 1) AS document_line,
            occurred_on, occurred_on_precision, amount, approved_on,
            NULL AS issuer_division_id, NULL AS issuer_name,
            coalesce(fund_line, '本级安排资金') AS fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, NULL AS exemption, evidence,
            coalesce(
                external_reference,
                concat_ws('|', 'appropriation', document_no, coalesce(document_line, 1))
            ) AS external_reference
        FROM staged_appropriations
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'transfer',
            'transfer_received', document_no, coalesce(document_line, 1),
            occurred_on, occurred_on_precision, amount, NULL,
            counterparty, counterparty_name,
            fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, exemption, evidence,
            coalesce(
                external_reference,
                concat_ws(
                    '|', 'received', coalesce(counterparty, counterparty_name), document_no,
                    coalesce(document_line, 1)
                )
            )
        FROM staged_transfers
        WHERE direction = 'received'
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'donation',
            'donation', donation_code, 1,
            occurred_on, occurred_on_precision, amount, NULL,
            NULL, donor,
            coalesce(fund_line, '社会捐赠资金'), 'society', 'donation', FALSE,
            will, cash_on, NULL, evidence,
            coalesce(external_reference, 'donation|' || donation_code)
        FROM staged_donations
        WHERE coalesce(event, 'gift') = 'gift'
    ) AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'fund_line', 'fund_line_required', '{}'::jsonb
    FROM arriving
    WHERE fund_line IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'counterparty', 'counterparty_required', '{}'::jsonb
    FROM arriving
    WHERE kind = 'transfer' AND issuer_division_id IS NULL AND issuer_name IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'donation_amount_required', '{}'::jsonb
    FROM arriving
    WHERE amount IS NULL;

    PERFORM ledger.report_repeated_references('arriving', 'document_no');

    PERFORM ledger.pass_over_posted(
        'arriving', 'source', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "document_line": "document_line", "kind": "direction", "issuer_division_id": "counterparty",
          "issuer_name": "counterparty_name"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        arriving.sheet_number, arriving.row_number, 'fund_line', 'same_reference_differs',
        jsonb_build_object(
            'reference', arriving.external_reference, 'fields', 'fund_line=' || fund_line.name
        )
    FROM arriving
    INNER JOIN ledger.source AS source
        ON arriving.book_id = source.book_id
        AND arriving.external_reference = source.external_reference
    INNER JOIN ledger.fund_line AS fund_line
        ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
    WHERE arriving.fund_line <> fund_line.name;
    PERFORM ledger.drop_faulty_rows('arriving');
    PERFORM ledger.report_unpostable_days('arriving');
    PERFORM ledger.import_fund_lines(author);

    PERFORM ledger.open_row_vouchers('arriving', author);
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, approved_on,
        issuer_division_id, issuer_name, purpose, exemption, evidence
    )
    SELECT
        arriving.book_id, arriving.log_position, arriving.recorded_at, arriving.voucher_id,
        arriving.row_number, arriving.external_reference,
        arriving.kind, fund_line.fund_line_id, arriving.document_no, arriving.document_line,
        arriving.amount, arriving.occurred_on, arriving.approved_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.exemption, arriving.evidence
    FROM arriving
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;
