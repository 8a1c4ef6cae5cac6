-- Registers households and their persons, and a new version of a person where something changed.
CREATE OR REPLACE FUNCTION ledger.import_households(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.household_code || '|' || encode(given.identity_hash, 'hex') AS external_reference
    FROM staged_households AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'identity');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT given.sheet_number, given.row_number, 'exited_on', 'exit_before_entry', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN ledger.household AS household
        ON given.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.person AS known
        ON household.book_id = known.book_id AND household.log_position = known.household_id
        AND given.identity_hash = known.identity_hash
    WHERE coalesce(given.exited_on, known.exited_on)
        < coalesce(given.registered_on, known.registered_on);
    PERFORM ledger.report_impossible_splits();
    PERFORM ledger.drop_faulty_rows('registering');

    WITH fresh AS MATERIALIZED (
        SELECT given.book_id, given.household_code, min(given.import_id) AS import_id
        FROM registering AS given
        WHERE NOT EXISTS (
            SELECT FROM ledger.household AS known
            WHERE known.book_id = given.book_id AND known.household_code = given.household_code
        )
        GROUP BY given.book_id, given.household_code
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.household (
        book_id, log_position, recorded_at, recorded_by, import_id, household_code
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (
            PARTITION BY fresh.book_id ORDER BY fresh.household_code
        ),
        taken.recorded_at, author, fresh.import_id, fresh.household_code
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            household.log_position AS household_id, known.person_id,
            given.identity_hash, given.identity_masked, given.identity_sealed,
            coalesce(given.phone_hash, known.phone_hash) AS phone_hash,
            coalesce(given.phone_masked, known.phone_masked) AS phone_masked,
            given.phone_sealed,
            coalesce(given.name, known.name) AS name,
            coalesce(given.relation, known.relation) AS relation,
            coalesce(given.village_division, known.village_division_id) AS village_division_id,
            coalesce(given.village, known.village) AS village,
            coalesce(given.address, known.address) AS address,
            coalesce(given.registered_on, known.registered_on) AS registered_on,
            coalesce(given.exited_on, known.exited_on) AS exited_on,
            coalesce(origin.log_position, known.split_from_household_id)
                AS split_from_household_id,
            coalesce(given.split_from, known.split_from_code) AS split_from_code,
            coalesce(given.split_on, known.split_on) AS split_on,
            CASE
                WHEN given.split_on IS NULL THEN known.split_precision
                ELSE given.split_on_precision
            END AS split_precision,
            given.evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.person_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        INNER JOIN ledger.household AS household
            ON given.book_id = household.book_id
            AND given.household_code = household.household_code
        LEFT JOIN ledger.household AS origin
            ON given.book_id = origin.book_id AND given.split_from = origin.household_code
        LEFT JOIN facts.person AS known
            ON household.book_id = known.book_id
            AND household.log_position = known.household_id
            AND given.identity_hash = known.identity_hash
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.person AS known
        ON merged.book_id = known.book_id AND merged.person_id = known.person_id
    WHERE known.person_id IS NULL OR (
        known.name, known.phone_hash, known.relation, known.village_division_id, known.village,
        known.address, known.registered_on, known.exited_on, known.split_from_household_id,
        known.split_on, known.split_precision
    ) IS DISTINCT FROM (
        merged.name, merged.phone_hash, merged.relation, merged.village_division_id, merged.village,
        merged.address, merged.registered_on, merged.exited_on, merged.split_from_household_id,
        merged.split_on, merged.split_precision
    );
    PERFORM ledger.note_changes(
        'person',
        '{"name": "name", "phone_masked": "phone", "relation": "relation", "village": "village",
          "address": "address", "registered_on": "registered_on", "exited_on": "exited_on",
          "split_from_code": "split_from", "split_on": "split_on"}'
    );
    PERFORM ledger.gather_numbers('changed', 'identity', 'identity');
    PERFORM ledger.gather_numbers('changed', 'phone', 'phone');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.person (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        person_id, household_id, name, identity_hash, identity_masked, phone_hash, phone_masked,
        relation, village_division_id, village, address, registered_on, exited_on,
        split_from_household_id, split_on, split_precision, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(person_id, log_position), household_id, name, identity_hash, identity_masked,
        phone_hash, phone_masked, relation, village_division_id, village, address,
        registered_on, exited_on, split_from_household_id, split_on, split_precision, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE registering, changed;
    RETURN posted;
END
$$;
