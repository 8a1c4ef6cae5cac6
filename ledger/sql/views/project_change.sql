-- What became of projects after they were registered: each later version that the horizon sees,
-- beside what the version before it said.
CREATE OR REPLACE VIEW facts.project_change WITH (security_invoker = TRUE) AS
WITH version AS (
    SELECT
        project.book_id,
        project.log_position,
        project.project_id,
        project.project_code,
        project.name,
        project.effective_on,
        project.place_division_id,
        project.place,
        project.task,
        project.scale_quantity,
        project.scale_unit,
        project.approved_total,
        project.beneficiaries,
        project.responsible_unit,
        row_number() OVER turns AS version_number,
        lag(project.place_division_id) OVER turns AS earlier_place_division_id,
        lag(project.place) OVER turns AS earlier_place,
        lag(project.task) OVER turns AS earlier_task,
        lag(project.scale_quantity) OVER turns AS earlier_scale_quantity,
        lag(project.scale_unit) OVER turns AS earlier_scale_unit,
        lag(project.approved_total) OVER turns AS earlier_approved_total,
        lag(project.beneficiaries) OVER turns AS earlier_beneficiaries,
        lag(project.responsible_unit) OVER turns AS earlier_responsible_unit
    FROM ledger.project AS project
    INNER JOIN facts.horizon AS horizon
        ON
            project.book_id = horizon.book_id
            AND project.log_position <= horizon.log_position
            AND (project.effective_on IS NULL OR project.effective_on <= horizon.as_of)
    WINDOW turns AS (
        PARTITION BY project.book_id, project.project_id ORDER BY project.log_position
    )
)

SELECT
    version.book_id,
    version.log_position AS project_change_id,
    version.project_id,
    version.project_code,
    version.name,
    version.version_number,
    version.effective_on,
    version.place_division_id,
    version.earlier_place_division_id,
    version.place,
    version.earlier_place,
    version.task,
    version.earlier_task,
    version.scale_quantity,
    version.earlier_scale_quantity,
    version.scale_unit,
    version.earlier_scale_unit,
    version.approved_total,
    version.earlier_approved_total,
    version.beneficiaries,
    version.earlier_beneficiaries,
    version.responsible_unit,
    version.earlier_responsible_unit
FROM version
WHERE version.version_number > 1;
