-- Fixes what a run can see: a day, and where the log of each book ends at this moment.
-- Positions follow commit order, so a position is a state of the book that never changes again.
CREATE OR REPLACE FUNCTION ledger.take_horizon(day date)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    taken bigint;
BEGIN
    INSERT INTO ledger.horizon (as_of, taken_at)
    VALUES (day, clock_timestamp())
    RETURNING horizon_id INTO taken;
    INSERT INTO ledger.horizon_position (book_id, horizon_id, seen_position, as_of)
    SELECT head.book_id, taken, head.last_position, day
    FROM ledger.book_head AS head;
    RETURN taken;
END
$$;
