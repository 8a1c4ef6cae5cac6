-- The dated steps of projects.
CREATE OR REPLACE VIEW facts.project_step WITH (security_invoker = TRUE) AS
SELECT
    project_step.book_id,
    project_step.log_position AS project_step_id,
    project_step.project_id,
    project_step.step,
    project_step.occurred_on,
    project_step.ends_on,
    project_step.actor,
    project_step.evidence
FROM ledger.project_step AS project_step
INNER JOIN facts.horizon AS horizon
    ON
        project_step.book_id = horizon.book_id
        AND project_step.log_position <= horizon.log_position
        AND project_step.occurred_on <= horizon.as_of;
