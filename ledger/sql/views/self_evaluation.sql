-- What projects, departments and counties say they attained of a year's targets.
CREATE OR REPLACE VIEW facts.self_evaluation WITH (security_invoker = TRUE) AS
SELECT
    evaluation.book_id,
    evaluation.log_position AS self_evaluation_id,
    evaluation.external_reference,
    evaluation.evaluated_year,
    evaluation.level,
    evaluation.project_id,
    evaluation.unit,
    evaluation.submitted_on,
    evaluation.indicator,
    evaluation.indicator_kind,
    evaluation.target,
    evaluation.attained,
    evaluation.attained_percent,
    evaluation.target_on,
    evaluation.attained_on,
    evaluation.evidence
FROM ledger.self_evaluation AS evaluation
INNER JOIN facts.horizon AS horizon
    ON
        evaluation.book_id = horizon.book_id
        AND evaluation.log_position <= horizon.log_position
        AND evaluation.submitted_on <= horizon.as_of;
