-- Opens a division's book, or answers with the one it has.
CREATE OR REPLACE FUNCTION ledger.open_book(of_division_id text, author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    opened integer;
BEGIN
    INSERT INTO ledger.book (division_id, opened_at, opened_by)
    VALUES (of_division_id, clock_timestamp(), author)
    ON CONFLICT (division_id) DO NOTHING
    RETURNING book_id INTO opened;
    IF opened IS NULL THEN
        SELECT book_id INTO STRICT opened FROM ledger.book WHERE division_id = of_division_id;
    ELSE
        INSERT INTO ledger.book_head (book_id, last_position, last_recorded_at)
        VALUES (opened, 0, clock_timestamp());
    END IF;
    RETURN opened;
END
$$;
