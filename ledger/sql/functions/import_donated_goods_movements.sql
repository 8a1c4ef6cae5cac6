-- Registers what became of donated goods: given out, returned, or removed with a reason.
CREATE OR REPLACE FUNCTION ledger.import_donated_goods_movements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE handing AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.goods_code,
        given.event AS kind,
        given.quantity,
        given.occurred_on,
        given.project_code,
        given.household_code,
        given.recipient,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.event, given.goods_code, given.occurred_on, given.project_code,
                given.household_code, given.recipient
            )
        ) AS external_reference,
        goods.log_position AS goods_id,
        goods.received_on,
        household.log_position AS household_id,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_donated_goods AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.donated_goods AS goods
        ON book.book_id = goods.book_id AND given.goods_code = goods.goods_code
    LEFT JOIN ledger.household AS household
        ON book.book_id = household.book_id AND given.household_code = household.household_code
    WHERE given.event <> 'received';

    PERFORM ledger.report_repeated_references('handing', 'goods_code');
    PERFORM ledger.resolve_projects('handing');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'goods_code', 'unknown_goods',
        jsonb_build_object('goods', goods_code)
    FROM handing
    WHERE goods_id IS NULL
    UNION ALL
    SELECT
        sheet_number, row_number, 'household_code', 'unknown_household',
        jsonb_build_object('household', household_code)
    FROM handing
    WHERE household_code IS NOT NULL AND household_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'goods_before_receipt',
        jsonb_build_object('goods', goods_code, 'received_on', received_on)
    FROM handing
    WHERE occurred_on < received_on
    UNION ALL
    SELECT sheet_number, row_number, 'recipient', 'goods_recipient_required', '{}'::jsonb
    FROM handing
    WHERE kind <> 'removed' AND num_nonnulls(project_code, household_code, recipient) = 0
    UNION ALL
    SELECT sheet_number, row_number, 'reason', 'required', '{}'::jsonb
    FROM handing
    WHERE kind = 'removed' AND reason IS NULL;
    PERFORM ledger.pass_over_recorded(
        'handing', 'donated_goods_movement', 'goods_code',
        '{"quantity": "quantity", "kind": "event", "goods_id": "goods_code"}'
    );
    PERFORM ledger.drop_faulty_rows('handing');
    DELETE FROM handing WHERE already OR (project_code IS NOT NULL AND project_id IS NULL);
    PERFORM ledger.report_unpostable_days('handing', 'occurred_on', FALSE);
    PERFORM ledger.report_excess_goods();

    PERFORM ledger.place_rows('handing');
    INSERT INTO ledger.donated_goods_movement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, goods_id, kind, quantity, occurred_on, project_id, household_id,
        recipient, reason, evidence, salt
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        goods_id, kind, quantity, occurred_on, project_id, household_id, recipient, reason,
        evidence, CASE WHEN recipient IS NOT NULL THEN gen_random_uuid() END
    FROM handing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE handing;
    RETURN posted;
END
$$;
