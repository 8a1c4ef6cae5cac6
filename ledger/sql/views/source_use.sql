-- What left a source, each part on its own day: paid out, issued below, taken back or carried over;
-- of an opening, what had been paid by its day. What a payee returned, and what came back of an
-- issue by an adjustment, is negative. Money that a project or a contract holds has not left yet;
-- of what it had, project_id tells.
CREATE OR REPLACE VIEW facts.source_use WITH (security_invoker = TRUE) AS
SELECT
    spent.book_id,
    spent.source_id,
    'disbursed' AS kind,
    spent.spending_id AS use_id,
    spent.project_id,
    spent.amount,
    spent.occurred_on,
    spent.occurred_on AS earliest_on
FROM facts.spending AS spent
UNION ALL
SELECT
    issue.book_id,
    issue.source_id,
    'issued' AS kind,
    issue.transfer_issue_id AS use_id,
    NULL AS project_id,
    issue.original_amount AS amount,
    issue.occurred_on,
    issue.earliest_on
FROM facts.transfer_issue AS issue
UNION ALL
SELECT
    adjustment.book_id,
    adjustment.source_id,
    'issued' AS kind,
    adjustment.transfer_adjustment_id AS use_id,
    NULL AS project_id,
    adjustment.amount,
    adjustment.occurred_on,
    adjustment.occurred_on AS earliest_on
FROM facts.transfer_adjustment AS adjustment
WHERE adjustment.side = 'issued'
UNION ALL
SELECT
    gone.book_id,
    gone.source_id,
    gone.kind,
    gone.take_back_id AS use_id,
    gone.project_id,
    gone.amount,
    gone.occurred_on,
    gone.occurred_on AS earliest_on
FROM facts.take_back AS gone;
