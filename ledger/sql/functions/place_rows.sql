-- Gives each row of a set its place in the log of its book: the columns log_position and
-- recorded_at, in the order of the file.
CREATE OR REPLACE FUNCTION ledger.place_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        ALTER TABLE %1$I ADD COLUMN log_position bigint, ADD COLUMN recorded_at timestamptz;
        WITH taken AS MATERIALIZED (
            SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM %1$I))
        ),
        placed AS (
            SELECT
                asked.ctid AS place, taken.recorded_at,
                taken.base + row_number() OVER (
                    PARTITION BY asked.book_id ORDER BY asked.sheet_number, asked.row_number
                ) AS log_position
            FROM %1$I AS asked
            INNER JOIN taken ON asked.book_id = taken.book_id
        )
        UPDATE %1$I AS asked
        SET log_position = placed.log_position, recorded_at = placed.recorded_at
        FROM placed
        WHERE asked.ctid = placed.place;
        $query$,
        set_of_rows
    );
END
$$;
