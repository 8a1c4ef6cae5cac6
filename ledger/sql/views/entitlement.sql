-- What households are due of projects, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.entitlement WITH (security_invoker = TRUE) AS
SELECT
    entitlement.book_id,
    entitlement.entitlement_id,
    entitlement.entitlement_code,
    entitlement.project_id,
    entitlement.household_id,
    entitlement.period_from,
    entitlement.period_until,
    entitlement.quantity,
    entitlement.unit,
    entitlement.standard_amount,
    entitlement.standard_document,
    entitlement.approved_amount,
    entitlement.approved_on,
    entitlement.due_on,
    entitlement.confirmed_amount,
    entitlement.confirmed_on,
    entitlement.evidence
FROM ledger.entitlement AS entitlement
INNER JOIN facts.horizon AS horizon
    ON
        entitlement.book_id = horizon.book_id
        AND entitlement.log_position <= horizon.log_position
        AND (entitlement.effective_on IS NULL OR entitlement.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.entitlement AS later
    WHERE
        later.book_id = entitlement.book_id
        AND later.entitlement_id = entitlement.entitlement_id
        AND later.log_position <> later.entitlement_id
        AND later.log_position > entitlement.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
