-- What the registered households of a village got of a project, where persons of theirs were paid:
-- how many of how many, how much, and the least and the most that one of them got in all.
CREATE OR REPLACE VIEW facts.village_grant WITH (security_invoker = TRUE) AS
WITH received AS (
    SELECT
        paid.book_id,
        paid.project_id,
        person.village_division_id,
        person.village,
        person.household_id,
        sum(paid.amount) AS amount
    FROM facts.disbursement AS paid
    INNER JOIN facts.payee AS payee
        ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
    INNER JOIN facts.person AS person
        ON payee.book_id = person.book_id AND payee.identity_hash = person.identity_hash
    GROUP BY
        paid.book_id,
        paid.project_id,
        person.village_division_id,
        person.village,
        person.household_id
),

registered AS (
    SELECT
        person.book_id,
        person.village_division_id,
        person.village,
        count(DISTINCT person.household_id) AS household_count
    FROM facts.person AS person
    GROUP BY person.book_id, person.village_division_id, person.village
)

SELECT
    received.book_id,
    received.project_id,
    received.village_division_id,
    received.village,
    registered.household_count AS registered_count,
    count(*) AS household_count,
    sum(received.amount) AS amount,
    min(received.amount) AS least_amount,
    max(received.amount) AS most_amount
FROM received
INNER JOIN registered
    ON
        received.book_id = registered.book_id
        AND received.village_division_id = registered.village_division_id
        AND received.village = registered.village
GROUP BY
    received.book_id,
    received.project_id,
    received.village_division_id,
    received.village,
    registered.household_count;
