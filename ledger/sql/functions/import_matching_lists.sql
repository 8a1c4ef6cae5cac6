-- Records matching lists and the persons on them; a person already on a list is passed over.
CREATE OR REPLACE FUNCTION ledger.import_matching_lists(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE listing AS
    SELECT
        book.book_id,
        book.import_id,
        given.*
    FROM staged_matching_lists AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'expires_on', 'expired_before_as_of', '{}'::jsonb
    FROM listing
    WHERE expires_on < as_of;
    DELETE FROM listing WHERE expires_on < as_of;

    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT ON (given.book_id, given.list_code)
            given.book_id, given.import_id, given.row_number, given.list_code, given.kind,
            given.origin, given.legal_ground, given.as_of, given.expires_on
        FROM listing AS given
        WHERE NOT EXISTS (
            SELECT FROM ledger.matching_list AS known
            WHERE known.book_id = given.book_id AND known.list_code = given.list_code
        )
        ORDER BY given.book_id, given.list_code, given.sheet_number, given.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.matching_list (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, list_code, kind,
        origin, legal_ground, as_of, expires_on
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.list_code),
        taken.recorded_at, author, fresh.import_id, fresh.row_number, fresh.list_code,
        fresh.kind, fresh.origin, fresh.legal_ground, fresh.as_of, fresh.expires_on
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    -- A row that says another list than the one its code has would be taken for that one.
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        given.sheet_number, given.row_number, 'list_code', 'same_reference_differs',
        jsonb_build_object('reference', given.list_code, 'fields', concat_ws(
            E'\n',
            CASE WHEN list.kind <> given.kind THEN 'kind=' || list.kind END,
            CASE WHEN list.as_of <> given.as_of THEN 'as_of=' || list.as_of END
        ))
    FROM listing AS given
    INNER JOIN ledger.matching_list AS list
        ON given.book_id = list.book_id AND given.list_code = list.list_code
    WHERE (list.kind, list.as_of) IS DISTINCT FROM (given.kind, given.as_of);

    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT ON (given.book_id, list.log_position, given.identity_hash, given.starts_on,
            given.object_kind, given.company)
            given.*, list.log_position AS list_id
        FROM listing AS given
        INNER JOIN ledger.matching_list AS list
            ON given.book_id = list.book_id AND given.list_code = list.list_code
        WHERE NOT EXISTS (
            SELECT FROM ledger.matching_entry AS known
            WHERE known.book_id = given.book_id AND known.list_id = list.log_position
                AND known.identity_hash = given.identity_hash
                AND known.starts_on IS NOT DISTINCT FROM given.starts_on
                AND known.object_kind IS NOT DISTINCT FROM given.object_kind
                AND known.company IS NOT DISTINCT FROM given.company
        )
        ORDER BY
            given.book_id, list.log_position, given.identity_hash, given.starts_on,
            given.object_kind, given.company, given.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.matching_entry (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, list_id, name,
        identity_hash, identity_masked, starts_on, ends_on, object_kind, price, company,
        note
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.row_number),
        taken.recorded_at, author, fresh.import_id, fresh.row_number, fresh.list_id, fresh.name,
        fresh.identity_hash, fresh.identity_masked, fresh.starts_on, fresh.ends_on,
        fresh.object_kind, fresh.price, fresh.company, fresh.note
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE listing;
    RETURN posted;
END
$$;
