-- Posts cash that moved: rows of their own, and the cash dates of money received and issued.
-- A row whose authority was posted earlier may bring its cash date later: it is posted then.
CREATE OR REPLACE FUNCTION ledger.import_cash_movements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE moving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        'cash_' || given.direction AS event,
        'day' AS occurred_on_precision,
        given.document_no AS summary,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM (
        SELECT
            sheet_number, row_number, book, 'in' AS direction, document_no,
            document_no AS source_document, coalesce(document_line, 1) AS source_line,
            cash_on AS occurred_on, amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws('|', 'appropriation', document_no, coalesce(document_line, 1))
                )
            ) AS external_reference
        FROM staged_appropriations
        WHERE cash_on IS NOT NULL
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'in', donation_code, donation_code, 1, cash_on, amount,
            evidence,
            'cash|' || coalesce(external_reference, 'donation|' || donation_code)
        FROM staged_donations
        WHERE cash_on IS NOT NULL AND coalesce(event, 'gift') = 'gift'
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'in', document_no, document_no,
            coalesce(document_line, 1), cash_on, amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws('|', kind, document_no, coalesce(document_line, 1))
                )
            )
        FROM staged_other_sources
        WHERE cash_on IS NOT NULL
        UNION ALL
        SELECT
            sheet_number, row_number, book,
            CASE WHEN direction IN ('received', 'cash_in') THEN 'in' ELSE 'out' END,
            document_no,
            CASE
                WHEN direction IN ('received', 'cash_in') THEN document_no ELSE source_document
            END,
            CASE WHEN direction = 'received' THEN coalesce(document_line, 1) ELSE source_line END,
            CASE
                WHEN direction IN ('cash_in', 'cash_out') THEN occurred_on ELSE cash_on
            END,
            amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws(
                        '|', direction, coalesce(counterparty, counterparty_name), document_no,
                        coalesce(document_line, 1),
                        CASE WHEN direction IN ('cash_in', 'cash_out') THEN occurred_on END
                    )
                )
            )
        FROM staged_transfers
        WHERE cash_on IS NOT NULL OR direction IN ('cash_in', 'cash_out')
    ) AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.amount IS NOT NULL;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM moving
    WHERE source_document IS NULL AND NOT EXISTS (
        SELECT FROM staged_problem AS said
        WHERE said.sheet_number = moving.sheet_number AND said.row_number = moving.row_number
    );
    PERFORM ledger.drop_faulty_rows('moving');
    PERFORM ledger.report_repeated_references('moving', 'document_no');
    PERFORM ledger.resolve_sources('moving');

    PERFORM ledger.pass_over_posted(
        'moving', 'cash_movement', 'cash_on', '{"amount": "amount", "occurred_on": "cash_on"}'
    );
    PERFORM ledger.drop_faulty_rows('moving');
    DELETE FROM moving WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('moving', 'cash_on');
    -- A row of cash alone has its day, and what came in its document, in the columns of every row.
    UPDATE staged_problem AS said
    SET column_key = CASE said.column_key WHEN 'cash_on' THEN 'occurred_on' ELSE 'document_no' END
    FROM staged_transfers AS given
    WHERE said.sheet_number = given.sheet_number AND said.row_number = given.row_number
        AND (
            (said.column_key = 'cash_on' AND given.direction IN ('cash_in', 'cash_out'))
            OR (said.column_key = 'source_document' AND given.direction = 'cash_in')
        );

    PERFORM ledger.open_row_vouchers('moving', author);
    INSERT INTO ledger.cash_movement (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        direction, document_no, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, source_id,
        direction, document_no, amount, occurred_on, evidence
    FROM moving;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE moving;
    RETURN posted;
END
$$;
