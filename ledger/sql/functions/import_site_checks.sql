-- Records what was found at the sites of projects.
CREATE OR REPLACE FUNCTION ledger.import_site_checks(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE checking AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.project_code, given.occurred_on, given.checked_by)
            AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_site_checks AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('checking', 'occurred_on');
    PERFORM ledger.resolve_projects('checking');
    PERFORM ledger.report_days_to_come('checking', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'checking', 'site_check', 'found',
        '{"found": "found", "photo_sha256": "photo_sha256",
          "distance_metres": "distance_metres"}'
    );
    PERFORM ledger.report_closed_days('checking', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('checking');
    INSERT INTO ledger.site_check (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, occurred_on, found, checked_by, photo_sha256,
        distance_metres, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, occurred_on, found, checked_by, photo_sha256, distance_metres, evidence
    FROM checking;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE checking;
    RETURN posted;
END
$$;
