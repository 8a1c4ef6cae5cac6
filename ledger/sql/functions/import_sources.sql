-- Posts money that arrived: appropriations, what other books issued, gifts, debts and returns, each
-- with its fund line.
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
        NULL::bigint AS project_id,
        FALSE AS already
    FROM (
        SELECT
            sheet_number, row_number, book, 'appropriation' AS kind,
            'appropriation' AS event, document_no, coalesce(document_line, 1) AS document_line,
            occurred_on, occurred_on_precision, amount, approved_on,
            NULL AS issuer_division_id, NULL AS issuer_name,
            coalesce(fund_line, '本级安排资金') AS fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, NULL AS exemption, evidence,
            NULL::date AS due_on, NULL::numeric AS annual_rate_percent, NULL AS project_code,
            coalesce(
                external_reference,
                concat_ws('|', 'appropriation', document_no, coalesce(document_line, 1))
            ) AS external_reference
        FROM staged_appropriations
        UNION ALL
        SELECT
            sheet_number, row_number, book, coalesce(kind, 'transfer'),
            coalesce(kind, 'transfer') || '_received', document_no, coalesce(document_line, 1),
            occurred_on, occurred_on_precision, amount, NULL,
            counterparty, counterparty_name,
            fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, exemption, evidence,
            due_on, annual_rate_percent, NULL,
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
            NULL, NULL, NULL,
            coalesce(external_reference, 'donation|' || donation_code)
        FROM staged_donations
        WHERE coalesce(event, 'gift') = 'gift'
        UNION ALL
        SELECT
            sheet_number, row_number, book, kind,
            CASE kind WHEN 'bond' THEN 'bond_received' ELSE kind END, document_no,
            coalesce(document_line, 1),
            occurred_on, occurred_on_precision, amount, NULL,
            NULL, giver,
            coalesce(
                fund_line,
                CASE kind
                    WHEN 'bond' THEN '地方政府债券资金'
                    WHEN 'platform_loan' THEN '投融资平台贷款'
                    ELSE '扶贫项目投资收益'
                END
            ),
            fund_level,
            CASE kind
                WHEN 'bond' THEN 'bond' WHEN 'platform_loan' THEN 'finance' ELSE kind
            END,
            coalesce(integrable, FALSE),
            purpose, cash_on, NULL, evidence,
            due_on, annual_rate_percent, project_code,
            coalesce(
                external_reference, concat_ws('|', kind, document_no, coalesce(document_line, 1))
            )
        FROM staged_other_sources
    ) AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'fund_line', 'fund_line_required', '{}'::jsonb
    FROM arriving
    WHERE fund_line IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'counterparty', 'counterparty_required', '{}'::jsonb
    FROM arriving
    WHERE kind IN ('transfer', 'paired_aid', 'bond')
        AND issuer_division_id IS NULL AND issuer_name IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'donation_amount_required', '{}'::jsonb
    FROM arriving
    WHERE amount IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'terms_without_debt', '{}'::jsonb
    FROM arriving
    WHERE kind NOT IN ('bond', 'platform_loan')
        AND (due_on IS NOT NULL OR annual_rate_percent IS NOT NULL)
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'due_before_arrival', '{}'::jsonb
    FROM arriving
    WHERE due_on <= occurred_on
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'project_of_return', '{}'::jsonb
    FROM arriving
    WHERE (kind = 'investment_return') <> (project_code IS NOT NULL);
    PERFORM ledger.resolve_projects('arriving');

    PERFORM ledger.report_repeated_references('arriving', 'document_no');

    PERFORM ledger.pass_over_posted(
        'arriving', 'source', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "document_line": "document_line", "kind": "kind", "issuer_division_id": "counterparty",
          "issuer_name": "counterparty_name", "due_on": "due_on",
          "annual_rate_percent": "annual_rate_percent"}'
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
    DELETE FROM arriving WHERE project_id IS NULL AND project_code IS NOT NULL;
    PERFORM ledger.report_unpostable_days('arriving');
    PERFORM ledger.import_fund_lines(author);

    PERFORM ledger.open_row_vouchers('arriving', author);
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, approved_on,
        issuer_division_id, issuer_name, purpose, exemption, evidence, due_on,
        annual_rate_percent, invested_project_id
    )
    SELECT
        arriving.book_id, arriving.log_position, arriving.recorded_at, arriving.voucher_id,
        arriving.row_number, arriving.external_reference,
        arriving.kind, fund_line.fund_line_id, arriving.document_no, arriving.document_line,
        arriving.amount, arriving.occurred_on, arriving.approved_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.exemption, arriving.evidence,
        arriving.due_on, arriving.annual_rate_percent, arriving.project_id
    FROM arriving
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;
