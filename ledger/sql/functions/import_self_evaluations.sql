-- Records what projects, departments and counties say they attained of their targets.
CREATE OR REPLACE FUNCTION ledger.import_self_evaluations(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE evaluating AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws(
            '|', given.evaluated_year, given.level, given.project_code, given.unit, given.indicator
        ) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_self_evaluations AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('evaluating', 'indicator');
    PERFORM ledger.resolve_projects('evaluating');
    PERFORM ledger.report_days_to_come('evaluating', 'submitted_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'project_code', 'required', '{}'::jsonb
    FROM evaluating
    WHERE level = 'project' AND project_code IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'unit', 'required', '{}'::jsonb
    FROM evaluating
    WHERE level = 'department' AND unit IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'level', 'evaluation_of_project', '{}'::jsonb
    FROM evaluating
    WHERE level <> 'project' AND project_code IS NOT NULL;
    PERFORM ledger.pass_over_recorded(
        'evaluating', 'self_evaluation', 'indicator',
        '{"attained_percent": "attained_percent", "attained": "attained", "target": "target",
          "submitted_on": "submitted_on", "attained_on": "attained_on", "target_on": "target_on"}'
    );
    PERFORM ledger.report_closed_days('evaluating', 'submitted_on', 'submitted_on');
    PERFORM ledger.place_new_rows('evaluating');
    INSERT INTO ledger.self_evaluation (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, evaluated_year, level, project_id, unit, submitted_on, indicator,
        indicator_kind, target, attained, attained_percent, target_on, attained_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        evaluated_year, level, project_id, unit, submitted_on, indicator, indicator_kind, target,
        attained, attained_percent, target_on, attained_on, evidence
    FROM evaluating;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE evaluating;
    RETURN posted;
END
$$;
