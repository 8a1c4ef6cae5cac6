-- Versions of integration plans.
CREATE OR REPLACE VIEW facts.integration_plan WITH (security_invoker = TRUE) AS
SELECT
    integration_plan.book_id,
    integration_plan.log_position AS plan_id,
    integration_plan.plan_code,
    integration_plan.version_number,
    integration_plan.approved_on,
    integration_plan.approved_by,
    integration_plan.filed_on,
    integration_plan.filed_with
FROM ledger.integration_plan AS integration_plan
INNER JOIN facts.horizon AS horizon
    ON
        integration_plan.book_id = horizon.book_id
        AND integration_plan.log_position <= horizon.log_position
        AND integration_plan.approved_on <= horizon.as_of;
