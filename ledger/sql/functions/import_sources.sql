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

    -- What is posted already and says the same is passed over; what says something else is named.
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        arriving.sheet_number, arriving.row_number, 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', arriving.external_reference, 'fields', concat_ws(
            ', ',
            CASE WHEN source.amount <> arriving.amount THEN 'amount' END,
            CASE WHEN source.occurred_on <> arriving.occurred_on THEN 'occurred_on' END,
            CASE WHEN source.document_no <> arriving.document_no THEN 'document_no' END
        ))
    FROM arriving
    INNER JOIN ledger.source AS source
        ON arriving.book_id = source.book_id
        AND arriving.external_reference = source.external_reference
    WHERE (source.amount, source.occurred_on, source.document_no)
        IS DISTINCT FROM (arriving.amount, arriving.occurred_on, arriving.document_no);
    UPDATE arriving SET already = TRUE
    FROM ledger.source AS source
    WHERE arriving.book_id = source.book_id
        AND arriving.external_reference = source.external_reference;
    PERFORM ledger.note_reversed_postings('arriving', 'source');

    DELETE FROM arriving
    WHERE EXISTS (
        SELECT FROM staged_problem
        WHERE staged_problem.sheet_number = arriving.sheet_number
            AND staged_problem.row_number = arriving.row_number
    );
    PERFORM ledger.report_closed_periods('arriving');
    PERFORM ledger.import_fund_lines(author);

    WITH opened AS MATERIALIZED (
        SELECT *
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, event, occurred_on, occurred_on_precision,
                concat_ws(' ', document_no, fund_line), author, import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM arriving
            WHERE NOT already
        ))
    ),
    remembered AS (
        INSERT INTO staged_voucher
        SELECT opened.book_id, opened.voucher_id, arriving.sheet_number, arriving.row_number
        FROM opened
        INNER JOIN arriving ON opened.ordinal = arriving.ordinal
    ),
    taken AS MATERIALIZED (
        SELECT *
        FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM opened))
    )
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, approved_on,
        issuer_division_id, issuer_name, purpose, exemption, evidence
    )
    SELECT
        arriving.book_id,
        taken.base + row_number() OVER (PARTITION BY arriving.book_id ORDER BY arriving.ordinal),
        taken.recorded_at, opened.voucher_id, arriving.row_number, arriving.external_reference,
        arriving.kind, fund_line.fund_line_id, arriving.document_no, arriving.document_line,
        arriving.amount, arriving.occurred_on, arriving.approved_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.exemption, arriving.evidence
    FROM arriving
    INNER JOIN opened ON arriving.ordinal = opened.ordinal
    INNER JOIN taken ON arriving.book_id = taken.book_id
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;
