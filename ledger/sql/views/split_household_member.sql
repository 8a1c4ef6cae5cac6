-- Who is of a household that was split from another and lives at the same address, and who stayed
-- in that other. An address is what all records of a household agree on, in one village, whatever
-- spaces stand in it and however wide its digits are. Where only the month or year of the split is
-- known, split_on is the last day it can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.split_household_member WITH (security_invoker = TRUE) AS
WITH split AS (
    SELECT
        person.book_id,
        person.household_id,
        person.split_from_household_id,
        max(person.split_from_code) AS split_from_code,
        max(person.split_on) AS split_on,
        min(date_trunc(person.split_precision, person.split_on::timestamp)::date) AS earliest_on
    FROM facts.person AS person
    WHERE person.split_from_household_id IS NOT NULL
    GROUP BY person.book_id, person.household_id, person.split_from_household_id
),

place AS (
    SELECT
        person.book_id,
        person.household_id,
        concat_ws(
            '/',
            person.village_division_id,
            person.village,
            upper(translate(person.address, '０１２３４５６７８９－　 ', '0123456789-'))
        ) AS address
    FROM facts.person AS person
    WHERE person.address IS NOT NULL
),

home AS (
    SELECT
        place.book_id,
        place.household_id,
        min(place.address) AS address
    FROM place
    GROUP BY place.book_id, place.household_id
    HAVING min(place.address) = max(place.address)
),

alike AS (
    SELECT
        split.book_id,
        split.household_id,
        household.household_code,
        split.split_from_household_id,
        split.split_from_code,
        split.split_on,
        split.earliest_on
    FROM split
    INNER JOIN home AS own
        ON split.book_id = own.book_id AND split.household_id = own.household_id
    INNER JOIN home AS origin
        ON
            split.book_id = origin.book_id
            AND split.split_from_household_id = origin.household_id
            AND own.address = origin.address
    INNER JOIN facts.household AS household
        ON split.book_id = household.book_id AND split.household_id = household.household_id
)

SELECT
    side.book_id,
    side.household_id,
    side.household_code,
    side.split_from_household_id,
    side.split_from_code,
    side.split_on,
    side.earliest_on,
    person.identity_hash,
    -- Whoever is of both left the one for the other.
    bool_and(side.stayed) AS stayed
FROM (
    SELECT
        alike.*,
        alike.household_id AS home_id,
        FALSE AS stayed
    FROM alike
    UNION ALL
    SELECT
        alike.*,
        alike.split_from_household_id AS home_id,
        TRUE AS stayed
    FROM alike
) AS side
INNER JOIN facts.person AS person
    ON side.book_id = person.book_id AND side.home_id = person.household_id
GROUP BY
    side.book_id,
    side.household_id,
    side.household_code,
    side.split_from_household_id,
    side.split_from_code,
    side.split_on,
    side.earliest_on,
    person.identity_hash;
