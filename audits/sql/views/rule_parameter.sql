-- The value of a rule's parameter in each book by each division above it that sets one, and from
-- which day until before which: as released before the horizon was taken. The nearest counts. Of
-- two released for one day the later one counts; one without a value gives back what holds above.
CREATE OR REPLACE VIEW facts.rule_parameter WITH (security_invoker = TRUE) AS
WITH released AS (
    SELECT
        request.rule_code,
        request.name,
        request.division_id,
        request.valid_from,
        request.value,
        row_number() OVER (
            PARTITION BY
                request.rule_code, request.name, request.division_id, request.valid_from
            ORDER BY decision.recorded_at DESC, request.request_id DESC
        ) AS age
    FROM audits.rule_request AS request
    INNER JOIN audits.rule_decision AS decision ON request.request_id = decision.request_id
    LEFT JOIN ledger.horizon AS horizon
        ON horizon.horizon_id = nullif(current_setting('mingzhang.horizon', TRUE), '')::bigint
    WHERE
        request.kind = 'parameter'
        AND decision.decision = 'released'
        AND decision.recorded_at <= coalesce(horizon.taken_at, 'infinity')
),

period AS (
    SELECT
        rule_code,
        name,
        division_id,
        valid_from,
        value,
        lead(valid_from) OVER (
            PARTITION BY rule_code, name, division_id
            ORDER BY valid_from
        ) AS valid_before
    FROM released
    WHERE age = 1
)

SELECT
    book.book_id,
    period.rule_code,
    period.name,
    period.division_id,
    period.valid_from,
    period.valid_before,
    period.value,
    length(division.path) AS nearness
FROM period
INNER JOIN ledger.division AS division ON period.division_id = division.division_id
INNER JOIN facts.book AS book ON starts_with(book.path, division.path)
WHERE period.value IS NOT NULL;
