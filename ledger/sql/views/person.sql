-- Registered persons, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.person WITH (security_invoker = TRUE) AS
SELECT
    person.book_id,
    person.person_id,
    person.household_id,
    person.name,
    person.identity_hash,
    person.identity_masked,
    person.phone_hash,
    person.phone_masked,
    person.relation,
    person.village_division_id,
    person.village,
    person.address,
    person.registered_on,
    person.exited_on,
    person.split_from_household_id,
    origin.household_code AS split_from_code,
    person.split_on,
    person.split_precision
FROM ledger.person AS person
INNER JOIN facts.horizon AS horizon
    ON
        person.book_id = horizon.book_id
        AND person.log_position <= horizon.log_position
        AND (person.effective_on IS NULL OR person.effective_on <= horizon.as_of)
LEFT JOIN ledger.household AS origin
    ON person.book_id = origin.book_id AND person.split_from_household_id = origin.log_position
WHERE NOT EXISTS (
    SELECT FROM ledger.person AS later
    WHERE
        later.book_id = person.book_id
        AND later.person_id = person.person_id
        AND later.log_position <> later.person_id
        AND later.log_position > person.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
