-- What households were paid of what they are due: payments of the same project to a payee of the
-- household, known by the ID number of one of its persons or by its number. A payment that does
-- not say its period may be of this one: then it is not `certain`.
CREATE OR REPLACE VIEW facts.entitlement_payment WITH (security_invoker = TRUE) AS
WITH recipient AS (
    SELECT
        entitlement.book_id,
        entitlement.entitlement_id,
        payee.payee_id
    FROM facts.entitlement AS entitlement
    INNER JOIN facts.person AS person
        ON
            entitlement.book_id = person.book_id
            AND entitlement.household_id = person.household_id
    INNER JOIN facts.payee AS payee
        ON person.book_id = payee.book_id AND person.identity_hash = payee.identity_hash
    UNION
    SELECT
        entitlement.book_id,
        entitlement.entitlement_id,
        payee.payee_id
    FROM facts.entitlement AS entitlement
    INNER JOIN facts.household AS household
        ON
            entitlement.book_id = household.book_id
            AND entitlement.household_id = household.household_id
    INNER JOIN facts.payee AS payee
        ON
            household.book_id = payee.book_id
            AND household.household_code = payee.household_code
)

SELECT
    entitlement.book_id,
    entitlement.entitlement_id,
    paid.disbursement_id,
    paid.occurred_on,
    paid.amount,
    entitlement.period_from IS NULL OR paid.period_from IS NOT NULL AS certain
FROM facts.entitlement AS entitlement
INNER JOIN recipient
    ON
        entitlement.book_id = recipient.book_id
        AND entitlement.entitlement_id = recipient.entitlement_id
INNER JOIN facts.disbursement AS paid
    ON
        recipient.book_id = paid.book_id
        AND recipient.payee_id = paid.payee_id
        AND entitlement.project_id = paid.project_id
WHERE
    entitlement.period_from IS NULL
    OR paid.period_from IS NULL
    OR paid.period_from BETWEEN entitlement.period_from AND entitlement.period_until;
