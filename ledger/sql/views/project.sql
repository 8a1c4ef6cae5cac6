-- Projects, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.project WITH (security_invoker = TRUE) AS
SELECT
    project.book_id,
    project.project_id,
    project.project_code,
    project.name,
    project.category,
    project.nature,
    project.place_division_id,
    project.place,
    project.planned_start_on,
    project.planned_finish_on,
    project.responsible_unit,
    project.task,
    project.approved_total,
    project.funding,
    project.beneficiaries,
    project.performance_target,
    project.linkage,
    project.project_year,
    project.feasibility_estimate,
    project.approved_estimate,
    project.scale_quantity,
    project.scale_unit,
    project.evidence
FROM ledger.project AS project
INNER JOIN facts.horizon AS horizon
    ON
        project.book_id = horizon.book_id
        AND project.log_position <= horizon.log_position
        AND (project.effective_on IS NULL OR project.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.project AS later
    WHERE
        later.book_id = project.book_id
        AND later.project_id = project.project_id
        AND later.log_position <> later.project_id
        AND later.log_position > project.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
