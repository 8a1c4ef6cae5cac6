-- Whose self-evaluation a year asks for, and when it was handed in: of each project that was paid
-- for in it, of the department that is responsible for one, and of the county.
CREATE OR REPLACE VIEW facts.evaluation_duty WITH (security_invoker = TRUE) AS
WITH paid AS (
    SELECT
        payment.book_id,
        payment.project_id,
        extract(YEAR FROM payment.occurred_on)::integer AS evaluated_year,
        sum(payment.amount) AS amount
    FROM facts.disbursement AS payment
    GROUP BY payment.book_id, payment.project_id, extract(YEAR FROM payment.occurred_on)
),

owed AS (
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'project' AS level,
        paid.project_id,
        NULL AS unit,
        paid.amount
    FROM paid
    UNION ALL
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'department' AS level,
        NULL AS project_id,
        project.responsible_unit AS unit,
        sum(paid.amount) AS amount
    FROM paid
    INNER JOIN facts.project AS project
        ON paid.book_id = project.book_id AND paid.project_id = project.project_id
    WHERE project.responsible_unit IS NOT NULL
    GROUP BY paid.book_id, paid.evaluated_year, project.responsible_unit
    UNION ALL
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'county' AS level,
        NULL AS project_id,
        NULL AS unit,
        sum(paid.amount) AS amount
    FROM paid
    GROUP BY paid.book_id, paid.evaluated_year
),

-- A department of that name, or the county: who says it for the county does not matter.
given AS (
    SELECT
        book_id,
        evaluated_year,
        level,
        project_id,
        CASE WHEN level = 'department' THEN unit END AS unit,
        min(submitted_on) AS submitted_on
    FROM facts.self_evaluation
    GROUP BY
        book_id, evaluated_year, level, project_id, CASE WHEN level = 'department' THEN unit END
)

SELECT
    owed.book_id,
    owed.evaluated_year,
    owed.level,
    owed.project_id,
    owed.amount,
    given.submitted_on,
    coalesce(project.project_code, owed.unit) AS name
FROM owed
LEFT JOIN facts.project AS project
    ON owed.book_id = project.book_id AND owed.project_id = project.project_id
LEFT JOIN given
    ON
        owed.book_id = given.book_id
        AND owed.evaluated_year = given.evaluated_year
        AND owed.level = given.level
        AND coalesce(owed.project_id, 0) = coalesce(given.project_id, 0)
        AND coalesce(owed.unit, '') = coalesce(given.unit, '');
