-- Posts what later documents change of transfers, on the side of the issuer or of the receiver.
CREATE OR REPLACE FUNCTION ledger.import_transfer_adjustments(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE adjusting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.side,
        given.kind,
        given.document_no,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.transfer_document,
        given.transfer_line,
        given.transfer_reference,
        given.counterparty,
        given.counterparty_name,
        given.amount,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.side, given.kind, given.document_no, given.transfer_document,
                given.transfer_line, given.transfer_reference, given.counterparty,
                given.counterparty_name
            )
        ) AS external_reference,
        'transfer_adjusted' AS event,
        concat_ws(' ', given.document_no, given.transfer_document) AS summary,
        NULL::bigint AS transfer_issue_id,
        NULL::bigint AS source_id,
        NULL::numeric AS transfer_amount,
        NULL::date AS transferred_on,
        FALSE AS already
    FROM staged_transfer_adjustments AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('adjusting', 'document_no');
    PERFORM ledger.resolve_transfers();
    PERFORM ledger.pass_over_posted(
        'adjusting', 'transfer_adjustment', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "side": "side", "kind": "kind", "source_id": "transfer_document",
          "transfer_issue_id": "transfer_document"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'occurred_on', 'adjustment_before_transfer',
        jsonb_build_object('document', transfer_document, 'transferred_on', transferred_on)
    FROM adjusting
    WHERE occurred_on < transferred_on AND NOT already;
    PERFORM ledger.drop_faulty_rows('adjusting');
    DELETE FROM adjusting WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('adjusting');
    -- What is added by this file may be taken by it, in whatever order its rows stand.
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'amount', 'adjustment_exceeds',
        jsonb_build_object(
            'document', transfer_document, 'standing', standing, 'taken', taken
        )
    FROM (
        SELECT
            adjusting.*,
            transfer_amount + ledger.adjusted_amount(
                book_id, side, coalesce(transfer_issue_id, source_id)
            ) + coalesce(
                sum(amount) FILTER (WHERE kind = 'addition') OVER transfer, 0
            ) AS standing,
            sum(amount) FILTER (WHERE kind <> 'addition') OVER (
                transfer ORDER BY ordinal
            ) AS taken
        FROM adjusting
        WHERE NOT already
        WINDOW transfer AS (
            PARTITION BY book_id, side, coalesce(transfer_issue_id, source_id)
        )
    ) AS added
    WHERE kind <> 'addition' AND taken > standing;
    PERFORM ledger.drop_faulty_rows('adjusting');

    PERFORM ledger.open_row_vouchers('adjusting', author);
    INSERT INTO ledger.transfer_adjustment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, side, kind,
        transfer_issue_id, source_id, document_no, amount, occurred_on, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, side, kind,
        transfer_issue_id, source_id, document_no, amount, occurred_on, reason, evidence
    FROM adjusting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE adjusting;
    RETURN posted;
END
$$;
