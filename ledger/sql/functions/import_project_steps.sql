-- Records the dated steps of projects.
CREATE OR REPLACE FUNCTION ledger.import_project_steps(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE stepping AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.project_code,
        given.step,
        given.occurred_on,
        given.ends_on,
        given.actor,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws('|', given.project_code, given.step, given.occurred_on)
        ) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_project_steps AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('stepping', 'step');
    PERFORM ledger.resolve_projects('stepping');
    PERFORM ledger.report_days_to_come('stepping', 'occurred_on');

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM stepping
    WHERE ends_on < occurred_on;
    PERFORM ledger.pass_over_recorded(
        'stepping', 'project_step', 'step',
        '{"project_id": "project_code", "step": "step", "occurred_on": "occurred_on",
          "ends_on": "ends_on"}'
    );
    PERFORM ledger.drop_faulty_rows('stepping');
    DELETE FROM stepping WHERE project_id IS NULL;
    PERFORM ledger.report_closed_days('stepping', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('stepping');
    INSERT INTO ledger.project_step (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, step, occurred_on, ends_on, actor, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, step, occurred_on, ends_on, actor, evidence
    FROM stepping;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE stepping;
    RETURN posted;
END
$$;
