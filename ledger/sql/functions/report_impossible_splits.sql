-- Names rows of `registering` whose household cannot have been split as they say: from itself, from
-- one that nobody knows, on a day that is still to come, or half of it is not said.
CREATE OR REPLACE FUNCTION ledger.report_impossible_splits()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'split_from', 'split_from_itself', '{}'::jsonb
    FROM registering
    WHERE split_from = household_code
    UNION ALL
    SELECT
        given.sheet_number, given.row_number, 'split_from', 'unknown_household',
        jsonb_build_object('household', given.split_from)
    FROM registering AS given
    LEFT JOIN ledger.household AS origin
        ON given.book_id = origin.book_id AND given.split_from = origin.household_code
    LEFT JOIN (SELECT DISTINCT book_id, household_code FROM registering) AS listed
        ON given.book_id = listed.book_id AND given.split_from = listed.household_code
    WHERE
        given.split_from IS NOT NULL AND origin.household_code IS NULL
        AND listed.household_code IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT sheet_number, row_number, 'split_on', 'day_to_come', '{}'::jsonb
    FROM registering
    WHERE date_trunc(split_on_precision, split_on::timestamp) > ledger.today_in_beijing()
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'split_on', 'split_incomplete', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN ledger.household AS household
        ON given.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.person AS known
        ON household.book_id = known.book_id AND household.log_position = known.household_id
        AND given.identity_hash = known.identity_hash
    WHERE (coalesce(given.split_from, known.split_from_code) IS NULL)
        <> (coalesce(given.split_on, known.split_on) IS NULL);
END
$$;
