-- Records what donors want: the will that came with a gift, and later consents to another use.
CREATE OR REPLACE FUNCTION ledger.import_donor_wills(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE willing AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.donation_code || '|' || given.occurred_on AS will_reference,
        given.restricted_project AS project_code,
        NULL::bigint AS project_id,
        source.log_position AS source_id
    FROM staged_donations AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.donation_code = source.document_no
        AND source.kind IN ('donation', 'opening') AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
        );
    ALTER TABLE willing DROP COLUMN external_reference;
    ALTER TABLE willing RENAME COLUMN will_reference TO external_reference;
    PERFORM ledger.report_repeated_references('willing', 'donation_code');
    PERFORM ledger.resolve_projects('willing');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'donation_code', 'unknown_donation',
        jsonb_build_object('donation', donation_code)
    FROM willing
    WHERE source_id IS NULL AND event = 'consent'
    UNION ALL
    -- Days of gifts were looked at with their money.
    SELECT sheet_number, row_number, 'occurred_on', 'day_to_come', '{}'::jsonb
    FROM willing
    WHERE event = 'consent'
        AND date_trunc(coalesce(occurred_on_precision, 'day'), occurred_on::timestamp)
        > ledger.today_in_beijing()
    UNION ALL
    SELECT
        sheet_number, row_number, 'donation_code', 'same_reference_differs',
        jsonb_build_object('reference', donation_code, 'fields', fields)
    FROM (
        SELECT willing.*, concat_ws(
            E'\n',
            CASE WHEN willing.donor <> known.donor THEN 'donor=' || known.donor END,
            CASE
                WHEN willing.will <> coalesce(known.will, '')
                    THEN concat_ws('=', 'will', known.will)
            END,
            CASE
                WHEN willing.restricted_category <> coalesce(known.restricted_category, '')
                    THEN concat_ws('=', 'restricted_category', known.restricted_category)
            END,
            CASE
                WHEN willing.use_by <> coalesce(known.use_by, 'infinity')
                    THEN concat_ws('=', 'use_by', known.use_by)
            END
        ) AS fields
        FROM willing
        INNER JOIN ledger.donor_will AS known
            ON willing.book_id = known.book_id AND willing.source_id = known.source_id
            AND willing.occurred_on = known.stated_on
        WHERE willing.event = 'consent'
    ) AS compared
    WHERE fields <> '';
    PERFORM ledger.drop_faulty_rows('willing');
    DELETE FROM willing
    WHERE source_id IS NULL OR EXISTS (
        SELECT FROM ledger.donor_will AS known
        WHERE known.book_id = willing.book_id AND known.source_id = willing.source_id
            AND known.stated_on = willing.occurred_on
    );
    PERFORM ledger.report_closed_days('willing', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_rows('willing');
    INSERT INTO ledger.donor_will (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, source_id,
        stated_on, date_precision, donor, will, restricted_category, restricted_division_id,
        restricted_project_id, registered_only, use_by, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, source_id,
        occurred_on, occurred_on_precision, donor, will, restricted_category,
        restricted_division, project_id, coalesce(registered_only, FALSE), use_by, evidence
    FROM willing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE willing;
    RETURN posted;
END
$$;
