-- Flags 疑点: when each was recorded and how grave it was then, the first day on which somebody
-- verified it, and whether its rule had ceased to name it. Only what was on record before the day
-- that is seen: of the day itself more may follow, and two runs as of one day see the same.
CREATE OR REPLACE VIEW facts.flag WITH (security_invoker = TRUE) AS
WITH verified AS (
    SELECT
        judgement.book_id,
        judgement.flag_id,
        min((judgement.recorded_at AT TIME ZONE 'Asia/Shanghai')::date) AS verified_on
    FROM audits.flag_judgement AS judgement
    GROUP BY judgement.book_id, judgement.flag_id
),

sighted AS (
    SELECT
        sighting.book_id,
        sighting.flag_id,
        sighting.state,
        row_number() OVER (
            PARTITION BY sighting.book_id, sighting.flag_id
            ORDER BY sighting.run_id DESC
        ) AS age
    FROM audits.flag_sighting AS sighting
    INNER JOIN audits.run AS run ON sighting.run_id = run.run_id
    INNER JOIN facts.horizon AS horizon
        ON
            sighting.book_id = horizon.book_id
            AND (run.started_at AT TIME ZONE 'Asia/Shanghai')::date < horizon.as_of
)

SELECT
    flag.book_id,
    flag.flag_id,
    flag.rule_code,
    flag.subject_id,
    flag.severity,
    (flag.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS recorded_on,
    CASE WHEN verified.verified_on < horizon.as_of THEN verified.verified_on END AS verified_on,
    coalesce(sighted.state = 'gone', FALSE) AS gone
FROM audits.flag AS flag
INNER JOIN facts.horizon AS horizon
    ON
        flag.book_id = horizon.book_id
        AND (flag.recorded_at AT TIME ZONE 'Asia/Shanghai')::date < horizon.as_of
LEFT JOIN verified ON flag.book_id = verified.book_id AND flag.flag_id = verified.flag_id
LEFT JOIN sighted
    ON flag.book_id = sighted.book_id AND flag.flag_id = sighted.flag_id AND sighted.age = 1;
