-- Records how much of the work was verified as done.
CREATE OR REPLACE FUNCTION ledger.import_progress_reports(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE reporting AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.project_code, given.contract_code, given.occurred_on)
            AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already
    FROM staged_progress_reports AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('reporting', 'occurred_on');
    PERFORM ledger.resolve_projects('reporting');
    PERFORM ledger.resolve_contracts('reporting');
    PERFORM ledger.report_days_to_come('reporting', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'reporting', 'progress_report', 'percent',
        '{"percent": "percent", "verified_by": "verified_by"}'
    );
    -- What belongs to nothing known is compared with nothing.
    DELETE FROM reporting
    WHERE project_id IS NULL OR (contract_code IS NOT NULL AND contract_id IS NULL);
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'occurred_on', 'progress_before_signing',
        jsonb_build_object('contract', asked.contract_code, 'signed_on', contract.signed_on)
    FROM reporting AS asked
    INNER JOIN ledger.contract AS contract
        ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
    WHERE asked.occurred_on < contract.signed_on
    UNION ALL
    SELECT
        sheet_number, row_number, 'percent', 'progress_goes_back',
        jsonb_build_object('before', before, 'before_on', before_on)
    FROM (
        SELECT
            known.*,
            lag(known.percent) OVER works AS before,
            lag(known.occurred_on) OVER works AS before_on
        FROM (
            SELECT
                book_id, project_id, contract_id, occurred_on, percent, correction_reason,
                sheet_number, row_number
            FROM reporting
            WHERE NOT already
            UNION ALL
            SELECT
                report.book_id, report.project_id, report.contract_id, report.occurred_on,
                report.percent, report.correction_reason, NULL, NULL
            FROM ledger.progress_report AS report
            WHERE (report.book_id, report.project_id) IN (
                SELECT book_id, project_id FROM reporting
            )
        ) AS known
        WINDOW works AS (
            PARTITION BY known.book_id, known.project_id, known.contract_id
            ORDER BY known.occurred_on
        )
    ) AS compared
    WHERE percent < before AND correction_reason IS NULL AND row_number IS NOT NULL
    UNION ALL
    -- A late report that makes one on record go back is refused where it stands.
    SELECT
        sheet_number, row_number, 'percent', 'progress_above_later',
        jsonb_build_object('later', later_percent, 'later_on', later_on)
    FROM (
        SELECT asked.*, later.percent AS later_percent, later.occurred_on AS later_on
        FROM reporting AS asked
        CROSS JOIN LATERAL (
            SELECT report.percent, report.occurred_on, report.correction_reason
            FROM ledger.progress_report AS report
            WHERE report.book_id = asked.book_id AND report.project_id = asked.project_id
                AND report.contract_id IS NOT DISTINCT FROM asked.contract_id
                AND report.occurred_on > asked.occurred_on
            ORDER BY report.occurred_on
            LIMIT 1
        ) AS later
        WHERE NOT asked.already AND later.percent < asked.percent
            AND later.correction_reason IS NULL
    ) AS found;
    PERFORM ledger.report_closed_days('reporting', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('reporting');
    INSERT INTO ledger.progress_report (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, contract_id, occurred_on, percent, verified_by,
        correction_reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, contract_id, occurred_on, percent, verified_by, correction_reason, evidence
    FROM reporting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE reporting;
    RETURN posted;
END
$$;
