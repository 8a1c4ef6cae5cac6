-- Sign-off sheets: whether their division asks for one, whether all hands are there and in order,
-- and since when. For persons the first hand comes after the last payment of the batch. Hands that
-- nobody asks for do not disturb.
CREATE OR REPLACE VIEW facts.sign_off WITH (security_invoker = TRUE) AS
WITH sheet AS (
    SELECT
        sign_off.book_id,
        sign_off.log_position AS sign_off_id,
        sign_off.sign_off_code,
        sign_off.kind,
        sign_off.project_id,
        sign_off.batch_no,
        sign_off.village,
        sign_off.evidence
    FROM ledger.sign_off AS sign_off
    INNER JOIN facts.horizon AS horizon
        ON
            sign_off.book_id = horizon.book_id
            AND sign_off.log_position <= horizon.log_position
),

asked AS (
    SELECT
        sheet.book_id,
        sheet.sign_off_id,
        requirement.place,
        requirement.role,
        requirement.signatures,
        count(DISTINCT signature.signer) AS signed,
        min(signature.signed_on) AS first_on,
        max(signature.signed_on) AS last_on
    FROM sheet
    INNER JOIN facts.book AS book ON sheet.book_id = book.book_id
    INNER JOIN facts.sign_off_requirement AS requirement
        ON
            sheet.kind = requirement.kind
            AND strpos(book.path, '/' || requirement.division_id || '/') > 0
    LEFT JOIN facts.signature AS signature
        ON
            sheet.book_id = signature.book_id
            AND sheet.sign_off_id = signature.sign_off_id
            AND requirement.role = signature.role
    GROUP BY
        sheet.book_id, sheet.sign_off_id, requirement.place, requirement.role,
        requirement.signatures
),

-- Nobody signs before all of the places before theirs have.
followed AS (
    SELECT
        asked.*,
        max(asked.last_on) OVER (
            PARTITION BY asked.book_id, asked.sign_off_id
            ORDER BY asked.place
            GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before_on
    FROM asked
),

told AS (
    SELECT
        book_id,
        sign_off_id,
        bool_and(signed >= signatures) AS complete,
        bool_and(coalesce(first_on >= before_on, TRUE)) AS in_order,
        min(first_on) AS first_on,
        max(last_on) AS last_on,
        array_agg(role ORDER BY place, role) FILTER (WHERE signed < signatures) AS missing
    FROM followed
    GROUP BY book_id, sign_off_id
),

paid AS (
    SELECT
        book_id,
        project_id,
        batch_no,
        max(occurred_on) AS last_paid_on
    FROM facts.disbursement
    WHERE batch_no IS NOT NULL
    GROUP BY book_id, project_id, batch_no
)

SELECT
    sheet.book_id,
    sheet.sign_off_id,
    sheet.sign_off_code,
    sheet.kind,
    sheet.project_id,
    sheet.batch_no,
    sheet.village,
    sheet.evidence,
    told.sign_off_id IS NOT NULL AS required,
    coalesce(told.complete, TRUE) AS complete,
    coalesce(told.in_order, TRUE) AND coalesce(told.first_on >= paid.last_paid_on, TRUE)
        AS in_order,
    CASE WHEN told.complete THEN told.last_on END AS completed_on,
    coalesce(told.missing, string_to_array('', ',')) AS missing
FROM sheet
LEFT JOIN told ON sheet.book_id = told.book_id AND sheet.sign_off_id = told.sign_off_id
LEFT JOIN paid
    ON
        sheet.book_id = paid.book_id
        AND sheet.project_id = paid.project_id
        AND sheet.batch_no = paid.batch_no;
