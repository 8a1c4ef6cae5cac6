-- Ends a match that somebody found to be wrong, with the reason; the whole group falls with it.
CREATE OR REPLACE FUNCTION ledger.end_statement_match(
    of_book_id integer, match_id bigint, reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('match', of_book_id);
    taken record;
BEGIN
    -- The book is locked by this: whoever ends the same match waits, and is refused.
    SELECT * INTO STRICT taken FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]);
    IF NOT EXISTS (
        SELECT FROM facts.statement_match AS standing
        WHERE standing.book_id = of_book_id AND standing.statement_match_id = match_id
    ) THEN
        PERFORM ledger.refuse(2, 'match_not_standing', jsonb_build_object('match', match_id));
    END IF;
    INSERT INTO ledger.statement_match_end (
        book_id, log_position, recorded_at, recorded_by, statement_match_id, reason
    )
    VALUES (of_book_id, taken.base + 1, taken.recorded_at, author, match_id, reason);
END
$$;
