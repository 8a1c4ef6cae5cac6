-- The version of each rule that is run: the one released last; of a rule that came with the
-- software and of which none was, the first on record.
CREATE OR REPLACE VIEW audits.rule_in_force WITH (security_invoker = TRUE) AS
WITH released AS (
    SELECT
        request.rule_code,
        request.version,
        row_number() OVER (
            PARTITION BY request.rule_code
            ORDER BY decision.recorded_at DESC, request.request_id DESC
        ) AS age
    FROM audits.rule_request AS request
    INNER JOIN audits.rule_decision AS decision ON request.request_id = decision.request_id
    WHERE request.kind = 'version' AND decision.decision = 'released'
),

first_on_record AS (
    SELECT
        known.rule_code,
        known.version,
        row_number() OVER (
            PARTITION BY known.rule_code
            ORDER BY known.recorded_at, known.version
        ) AS age
    FROM audits.rule_version AS known
    WHERE
        known.text ->> 'division' IS NULL
        AND NOT EXISTS (
            SELECT FROM released
            WHERE released.rule_code = known.rule_code
        )
)

SELECT
    chosen.rule_code,
    chosen.version,
    version.sha256,
    version.text
FROM (
    SELECT
        rule_code,
        version
    FROM released
    WHERE age = 1
    UNION ALL
    SELECT
        rule_code,
        version
    FROM first_on_record
    WHERE age = 1
) AS chosen
INNER JOIN audits.rule_version AS version
    ON chosen.rule_code = version.rule_code AND chosen.version = version.version;
