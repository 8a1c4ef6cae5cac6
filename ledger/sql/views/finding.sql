-- What audit reports asked to put right, and the day each was closed; null while it is open.
CREATE OR REPLACE VIEW facts.finding WITH (security_invoker = TRUE) AS
WITH closing AS (
    SELECT
        book_id,
        finding_id,
        min(occurred_on) AS closed_on
    FROM facts.rectification
    WHERE step = 'closed'
    GROUP BY book_id, finding_id
)

SELECT
    finding.book_id,
    finding.log_position AS finding_id,
    finding.external_reference,
    finding.report_number,
    finding.reported_on,
    finding.problem,
    finding.responsible_unit,
    finding.amount,
    finding.manner,
    finding.due_on,
    finding.evidence,
    closing.closed_on
FROM ledger.finding AS finding
INNER JOIN facts.horizon AS horizon
    ON
        finding.book_id = horizon.book_id
        AND finding.log_position <= horizon.log_position
        AND finding.reported_on <= horizon.as_of
LEFT JOIN closing
    ON
        finding.book_id = closing.book_id
        AND finding.log_position = closing.finding_id;
