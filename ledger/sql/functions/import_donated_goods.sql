-- Registers donated goods: what was received.
CREATE OR REPLACE FUNCTION ledger.import_donated_goods(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE receiving AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.goods_code,
        given.goods_code AS external_reference,
        given.donor,
        given.item,
        given.quantity,
        given.unit,
        given.estimated_value,
        given.occurred_on,
        given.occurred_on AS received_on,
        given.receipt_no,
        given.evidence,
        FALSE AS already
    FROM staged_donated_goods AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.event = 'received';

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT receiving.sheet_number, receiving.row_number, needed.key, 'required', '{}'::jsonb
    FROM receiving
    CROSS JOIN LATERAL (
        VALUES ('donor', receiving.donor), ('item', receiving.item), ('unit', receiving.unit)
    ) AS needed (key, value)
    WHERE needed.value IS NULL;
    PERFORM ledger.report_repeated_references('receiving', 'goods_code');
    PERFORM ledger.pass_over_recorded(
        'receiving', 'donated_goods', 'goods_code',
        '{"quantity": "quantity", "item": "item", "unit": "unit", "donor": "donor",
          "received_on": "occurred_on", "estimated_value": "estimated_value"}',
        'goods_code'
    );
    PERFORM ledger.drop_faulty_rows('receiving');
    PERFORM ledger.report_unpostable_days('receiving', 'occurred_on', FALSE);
    PERFORM ledger.place_new_rows('receiving');
    INSERT INTO ledger.donated_goods (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, goods_code, donor,
        item, quantity, unit, estimated_value, received_on, receipt_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, goods_code, donor,
        item, quantity, unit, estimated_value, occurred_on, receipt_no, evidence
    FROM receiving;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE receiving;
    RETURN posted;
END
$$;
