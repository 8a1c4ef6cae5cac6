-- Posts what the rows of one day take back or carry over; import_take_backs calls it.
CREATE OR REPLACE FUNCTION ledger.post_take_backs(of_day date, author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE taking AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.kind,
        given.kind AS event,
        given.document_no,
        given.new_document_no,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.source_document,
        given.source_line,
        given.project_code,
        coalesce(given.pooled, FALSE) AS pooled,
        given.amount,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.kind, given.document_no, given.source_document, given.source_line,
                given.project_code, CASE WHEN given.pooled THEN 'pooled' END
            )
        ) AS external_reference,
        concat_ws(' ', given.document_no, given.source_document, given.project_code) AS summary,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS new_source_id,
        FALSE AS already
    FROM staged_take_backs AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.occurred_on = of_day;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'pooled', 'pooled_and_project', '{}'::jsonb
    FROM taking
    WHERE pooled AND project_code IS NOT NULL
    UNION ALL
    SELECT sheet_number, row_number, 'new_document_no', 'new_document_of_take_back', '{}'::jsonb
    FROM taking
    WHERE kind = 'take_back' AND new_document_no IS NOT NULL;
    PERFORM ledger.report_repeated_references('taking', 'document_no');
    PERFORM ledger.resolve_sources('taking');
    PERFORM ledger.resolve_projects('taking');
    PERFORM ledger.pass_over_posted(
        'taking', 'take_back', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "kind": "kind", "source_id": "source_document", "project_id": "project_code",
          "pooled": "pooled"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        taking.sheet_number, taking.row_number, 'occurred_on', 'take_back_before_arrival',
        jsonb_build_object('document', taking.source_document, 'arrived_on', source.occurred_on)
    FROM taking
    INNER JOIN ledger.source AS source
        ON taking.book_id = source.book_id AND taking.source_id = source.log_position
    INNER JOIN ledger.voucher AS voucher
        ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
    WHERE NOT taking.already
        AND taking.occurred_on < date_trunc(voucher.date_precision, source.occurred_on::timestamp);
    PERFORM ledger.drop_faulty_rows('taking');
    DELETE FROM taking
    WHERE source_id IS NULL OR (project_id IS NULL AND project_code IS NOT NULL);
    PERFORM ledger.report_unpostable_days('taking');

    PERFORM ledger.open_row_vouchers('taking', author);
    PERFORM ledger.carry_sources_over();
    INSERT INTO ledger.take_back (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        source_id, project_id, pooled, document_no, amount, new_source_id, occurred_on, reason,
        evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, kind,
        source_id, project_id, pooled, document_no, amount, new_source_id, occurred_on, reason,
        evidence
    FROM taking;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE taking;
    RETURN posted;
END
$$;
