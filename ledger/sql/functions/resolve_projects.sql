-- Finds the project that each row of a set names by its code, and names the rows that name none,
-- each once. The set has the columns project_code and project_id.
CREATE OR REPLACE FUNCTION ledger.resolve_projects(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %I AS asked SET project_id = project.project_id
        FROM ledger.project AS project
        WHERE asked.book_id = project.book_id AND asked.project_code = project.project_code
            AND project.log_position = project.project_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT DISTINCT
            sheet_number, row_number, 'project_code', 'unknown_project',
            jsonb_build_object('project', project_code)
        FROM %I
        WHERE project_id IS NULL AND project_code IS NOT NULL
            AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'projects')
        $query$,
        set_of_rows
    );
END
$$;
