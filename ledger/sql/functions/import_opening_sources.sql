-- Posts the sources that a book began with: a voucher a document, of the whole amount the book had
-- of it. What of it was no longer available is said by `import_opening_balances`, once the projects
-- and contracts that the rows name are there.
CREATE OR REPLACE FUNCTION ledger.import_opening_sources(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    -- One row a document line: its first row stands for it.
    CREATE TEMPORARY TABLE arriving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        given.*,
        'opening' AS kind,
        'opening' AS event,
        'day' AS occurred_on_precision,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
        FALSE AS already
    FROM (
        SELECT DISTINCT ON (book.book_id, given.document_no, coalesce(given.document_line, 1))
            book.book_id, book.import_id, given.sheet_number, given.row_number,
            given.document_no, coalesce(given.document_line, 1) AS document_line,
            given.occurred_on, given.arrived_on, given.amount,
            given.counterparty AS issuer_division_id,
            given.counterparty_name AS issuer_name,
            given.fund_line, given.fund_level, given.fund_class, given.integrable,
            given.purpose, given.evidence,
            coalesce(
                given.external_reference,
                concat_ws('|', 'opening', given.document_no, coalesce(given.document_line, 1))
            ) AS external_reference
        FROM staged_opening_balances AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        ORDER BY
            book.book_id, given.document_no, coalesce(given.document_line, 1),
            given.sheet_number, given.row_number
    ) AS given;

    PERFORM ledger.report_wrong_openings();
    PERFORM ledger.report_repeated_references('arriving', 'document_no');
    PERFORM ledger.pass_over_posted(
        'arriving', 'source', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "document_line": "document_line", "arrived_on": "arrived_on",
          "issuer_division_id": "counterparty", "issuer_name": "counterparty_name"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        arriving.sheet_number, arriving.row_number, 'document_no', 'opening_of_known_source',
        jsonb_build_object('document', arriving.document_no)
    FROM arriving
    WHERE NOT arriving.already AND EXISTS (
        SELECT FROM ledger.source AS source
        WHERE source.book_id = arriving.book_id AND source.document_no = arriving.document_no
            AND source.document_line = arriving.document_line
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
            )
    )
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'book_began_earlier',
        jsonb_build_object('voucher', voucher)
    FROM (
        SELECT
            arriving.*, ledger.posted_before_opening(book_id, occurred_on) AS voucher
        FROM arriving
    ) AS asked
    WHERE NOT already AND voucher IS NOT NULL;
    PERFORM ledger.drop_faulty_rows('arriving');
    PERFORM ledger.report_unpostable_days('arriving');
    PERFORM ledger.import_fund_lines(author);

    PERFORM ledger.open_row_vouchers('arriving', author);
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, arrived_on,
        issuer_division_id, issuer_name, purpose, evidence
    )
    SELECT
        arriving.book_id, arriving.log_position, arriving.recorded_at, arriving.voucher_id,
        arriving.row_number, arriving.external_reference, arriving.kind,
        fund_line.fund_line_id, arriving.document_no, arriving.document_line, arriving.amount,
        arriving.occurred_on, arriving.arrived_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.evidence
    FROM arriving
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;
