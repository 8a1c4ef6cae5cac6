-- How much of the work of projects and contracts was verified as done, day by day.
CREATE OR REPLACE VIEW facts.progress_report WITH (security_invoker = TRUE) AS
SELECT
    report.book_id,
    report.log_position AS progress_report_id,
    report.project_id,
    report.contract_id,
    report.occurred_on,
    report.percent,
    report.verified_by,
    report.correction_reason,
    report.evidence
FROM ledger.progress_report AS report
INNER JOIN facts.horizon AS horizon
    ON
        report.book_id = horizon.book_id
        AND report.log_position <= horizon.log_position
        AND report.occurred_on <= horizon.as_of;
