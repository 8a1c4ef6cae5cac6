-- Notes the rows of `changed` that say something else than what is registered: a clerk who uses a
-- code again by mistake would otherwise rename what it stands for unseen. `compared` gives, for
-- each column of the noun's view, the column of the sheet it is told by.
CREATE OR REPLACE FUNCTION ledger.note_changes(noun text, compared jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    shown record;
BEGIN
    FOR shown IN SELECT key, value FROM jsonb_each_text(compared) LOOP
        EXECUTE format(
            $query$
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            SELECT
                changed.sheet_number, changed.row_number, %3$L, 'registered_changes',
                jsonb_build_object(
                    'known', known.%2$I, 'given', changed.%2$I, 'since', changed.effective_on
                )
            FROM changed
            INNER JOIN facts.%1$I AS known
                ON changed.book_id = known.book_id AND changed.%4$I = known.%4$I
            WHERE changed.%2$I <> known.%2$I
            $query$,
            noun, shown.key, shown.value, noun || '_id'
        );
    END LOOP;
END
$$;
