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
        -- A right at a division reaches its book; one above it with the subtree, too; a township
        -- has none of its own and reaches its county's.
        INSERT INTO ledger.book_reach (division_id, book_id, own)
        SELECT reaching.division_id, opened, reaching.division_id = place.division_id
        FROM ledger.division AS place
        INNER JOIN ledger.division AS reaching ON starts_with(place.path, reaching.path)
        WHERE place.division_id = of_division_id
        UNION ALL
        SELECT township.division_id, opened, TRUE
        FROM ledger.division AS township
        WHERE township.parent_id = of_division_id AND township.level = 'township';
    END IF;
    RETURN opened;
END
$$;
