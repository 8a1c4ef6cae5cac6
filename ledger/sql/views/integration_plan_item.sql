-- What a version of a plan pays for.
CREATE OR REPLACE VIEW facts.integration_plan_item WITH (security_invoker = TRUE) AS
SELECT
    integration_plan_item.book_id,
    integration_plan_item.log_position AS plan_item_id,
    integration_plan_item.plan_id,
    integration_plan_item.project_id,
    integration_plan_item.amount,
    integration_plan_item.evidence
FROM ledger.integration_plan_item AS integration_plan_item
INNER JOIN facts.horizon AS horizon
    ON
        integration_plan_item.book_id = horizon.book_id
        AND integration_plan_item.log_position <= horizon.log_position;
