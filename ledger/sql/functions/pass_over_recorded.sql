-- Tells the rows of a set that are on record already, by the column that names them (promise 7):
-- those that say the same are marked `already`, those that say something else are named. `compared`
-- gives, for each column of the noun that must agree, the column of the sheet that it is told by;
-- an empty cell is not compared. What the ledger has is said with it, but for positions and hashes,
-- which say nothing to people.
CREATE OR REPLACE FUNCTION ledger.pass_over_recorded(
    set_of_rows text, noun text, column_of_it text, compared jsonb,
    named_by text DEFAULT 'external_reference'
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    differing text;
BEGIN
    SELECT string_agg(
        format(
            'CASE WHEN asked.%1$I <> known.%1$I'
            || ' OR (asked.%1$I IS NOT NULL AND known.%1$I IS NULL)'
            || ' THEN concat_ws(''='', %2$L, %3$s) END',
            key, value,
            CASE
                WHEN key LIKE '%\_id' OR key LIKE '%\_hash' THEN 'NULL'
                ELSE format('known.%I', key)
            END
        ),
        ', ' ORDER BY key
    ) INTO differing
    FROM jsonb_each_text(compared);
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %3$L, 'same_reference_differs',
            jsonb_build_object('reference', %5$I, 'fields', fields)
        FROM (
            SELECT asked.*, concat_ws(E'\n', %4$s) AS fields
            FROM %1$I AS asked
            INNER JOIN ledger.%2$I AS known
                ON asked.book_id = known.book_id AND asked.%5$I = known.%5$I
        ) AS found
        WHERE fields <> ''
        $query$,
        set_of_rows, noun, column_of_it, differing, named_by
    );
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET already = TRUE
        FROM ledger.%2$I AS known
        WHERE asked.book_id = known.book_id AND asked.%3$I = known.%3$I
        $query$,
        set_of_rows, noun, named_by
    );
END
$$;
