-- Records sign-off sheets with the hands under them. A hand that is missing or out of order is no
-- error: the sheet is recorded as it is, and `facts.sign_off` tells what it lacks.
CREATE OR REPLACE FUNCTION ledger.import_sign_offs(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    sheets integer;
    signatures integer;
BEGIN
    CREATE TEMPORARY TABLE signing AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.sign_off_code, given.role, given.signer) AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS sign_off_id,
        FALSE AS already
    FROM staged_sign_offs AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('signing', 'signer');
    PERFORM ledger.resolve_projects('signing');
    PERFORM ledger.report_days_to_come('signing', 'signed_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'kind', 'sign_off_of_persons', '{}'::jsonb
    FROM signing
    WHERE (kind = 'person') <> (batch_no IS NOT NULL AND village IS NOT NULL)
        OR (kind <> 'person' AND coalesce(batch_no, village) IS NOT NULL)
    UNION ALL
    SELECT sheet_number, row_number, 'sign_off_code', 'sign_off_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number, (kind, project_code, batch_no, village) AS terms,
            first_value((kind, project_code, batch_no, village)) OVER (
                PARTITION BY book_id, sign_off_code ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM signing
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms
    UNION ALL
    SELECT
        asked.sheet_number, asked.row_number, 'sign_off_code', 'sign_off_rows_differ', '{}'::jsonb
    FROM signing AS asked
    INNER JOIN ledger.sign_off AS known
        ON asked.book_id = known.book_id AND asked.sign_off_code = known.sign_off_code
    WHERE asked.project_id IS NOT NULL
        AND (asked.kind, asked.project_id, asked.batch_no, asked.village)
        IS DISTINCT FROM (known.kind, known.project_id, known.batch_no, known.village);
    PERFORM ledger.pass_over_recorded(
        'signing', 'signature', 'signed_on', '{"signed_on": "signed_on"}'
    );
    PERFORM ledger.report_closed_days('signing', 'signed_on', 'signed_on');
    DELETE FROM signing WHERE project_id IS NULL;
    PERFORM ledger.drop_faulty_rows('signing');
    DELETE FROM signing WHERE already;

    CREATE TEMPORARY TABLE new_sheet AS
    SELECT DISTINCT ON (book_id, sign_off_code)
        book_id, import_id, sheet_number, row_number, sign_off_code, kind, project_id, batch_no,
        village, evidence
    FROM signing
    WHERE NOT EXISTS (
        SELECT FROM ledger.sign_off AS known
        WHERE known.book_id = signing.book_id AND known.sign_off_code = signing.sign_off_code
    )
    ORDER BY book_id, sign_off_code, sheet_number, row_number;
    PERFORM ledger.place_rows('new_sheet');
    INSERT INTO ledger.sign_off (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, sign_off_code,
        kind, project_id, batch_no, village, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, sign_off_code, kind,
        project_id, batch_no, village, evidence
    FROM new_sheet;
    GET DIAGNOSTICS sheets = ROW_COUNT;
    UPDATE signing SET sign_off_id = known.log_position
    FROM ledger.sign_off AS known
    WHERE signing.book_id = known.book_id AND signing.sign_off_code = known.sign_off_code;
    PERFORM ledger.place_rows('signing');
    INSERT INTO ledger.signature (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, sign_off_id, role, signer, signed_on
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        sign_off_id, role, signer, signed_on
    FROM signing;
    GET DIAGNOSTICS signatures = ROW_COUNT;
    DROP TABLE signing, new_sheet;
    RETURN sheets + signatures;
END
$$;
