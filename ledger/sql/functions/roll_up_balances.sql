-- Sums the next full stretches of a book's log into balance slices, and slices into slices of the
-- next level; returns how many stretches of the log it took, 0 where none is full.
-- A full stretch is committed to its end and never changes, so no posting has to wait.
CREATE OR REPLACE FUNCTION ledger.roll_up_balances(of_book_id integer)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    most CONSTANT bigint := 64;
    size CONSTANT bigint := ledger.slice_positions(0);
    children bigint;
    first_new bigint;
    last_new bigint;
    taken integer;
BEGIN
    -- One at a time in a book. Postings lock the book's head, not the book.
    PERFORM FROM ledger.book AS book WHERE book.book_id = of_book_id FOR NO KEY UPDATE;
    SELECT coalesce(max(slice.slice_number) + 1, 0) INTO first_new
    FROM ledger.balance_slice AS slice
    WHERE slice.book_id = of_book_id AND slice.level = 0;
    SELECT least(head.last_position / size, first_new + most) - 1 INTO STRICT last_new
    FROM ledger.book_head AS head
    WHERE head.book_id = of_book_id;
    taken := greatest(last_new - first_new + 1, 0);
    IF taken = 0 THEN
        RETURN 0;
    END IF;
    INSERT INTO ledger.balance_slice (
        book_id, level, slice_number, first_recorded_at, last_recorded_at
    )
    SELECT of_book_id, 0, wanted.slice_number, spanned.first_at, spanned.last_at
    FROM generate_series(first_new, last_new) AS wanted (slice_number)
    LEFT JOIN (
        SELECT
            (entry.log_position - 1) / size AS slice_number,
            min(entry.recorded_at) AS first_at, max(entry.recorded_at) AS last_at
        FROM ledger.entry AS entry
        WHERE entry.book_id = of_book_id
            AND entry.log_position BETWEEN first_new * size + 1 AND (last_new + 1) * size
        GROUP BY 1
    ) AS spanned ON wanted.slice_number = spanned.slice_number;
    INSERT INTO ledger.balance_slice_day (
        book_id, level, slice_number, project_id, source_id, kind, day, amount
    )
    SELECT
        of_book_id, 0, (entry.log_position - 1) / size, side.project_id, entry.source_id,
        side.kind, entry.occurred_on,
        sum(sum(side.amount)) OVER (
            PARTITION BY
                (entry.log_position - 1) / size, side.project_id, entry.source_id, side.kind
            ORDER BY entry.occurred_on
        )
    FROM ledger.entry AS entry
    CROSS JOIN LATERAL (
        VALUES
        (entry.debit_kind, 0, entry.amount),
        (entry.credit_kind, 0, -entry.amount),
        (entry.debit_kind, entry.debit_project_id, entry.amount),
        (entry.credit_kind, entry.credit_project_id, -entry.amount)
    ) AS side (kind, project_id, amount)
    WHERE entry.book_id = of_book_id
        AND entry.log_position BETWEEN first_new * size + 1 AND (last_new + 1) * size
        AND side.project_id IS NOT NULL
    GROUP BY 3, side.project_id, entry.source_id, side.kind, entry.occurred_on;

    FOR upper_level IN 1..9 LOOP
        children := ledger.slice_positions(upper_level) / ledger.slice_positions(upper_level - 1);
        SELECT
            coalesce(max(slice.slice_number) FILTER (WHERE slice.level = upper_level) + 1, 0),
            (max(slice.slice_number) FILTER (WHERE slice.level < upper_level) + 1) / children - 1
        INTO first_new, last_new
        FROM ledger.balance_slice AS slice
        WHERE slice.book_id = of_book_id AND slice.level IN (upper_level - 1, upper_level);
        EXIT WHEN last_new < first_new;
        INSERT INTO ledger.balance_slice (
            book_id, level, slice_number, first_recorded_at, last_recorded_at
        )
        SELECT
            of_book_id, upper_level, child.slice_number / children,
            min(child.first_recorded_at), max(child.last_recorded_at)
        FROM ledger.balance_slice AS child
        WHERE child.book_id = of_book_id AND child.level = upper_level - 1
            AND child.slice_number BETWEEN first_new * children AND (last_new + 1) * children - 1
        GROUP BY child.slice_number / children;
        INSERT INTO ledger.balance_slice_day (
            book_id, level, slice_number, project_id, source_id, kind, day, amount
        )
        SELECT
            of_book_id, upper_level, moved.slice_number, moved.project_id, moved.source_id,
            moved.kind, moved.day,
            sum(sum(moved.amount)) OVER (
                PARTITION BY moved.slice_number, moved.project_id, moved.source_id, moved.kind
                ORDER BY moved.day
            )
        FROM (
            SELECT
                child.slice_number / children AS slice_number, child.project_id,
                child.source_id, child.kind, child.day,
                child.amount - lag(child.amount, 1, 0.00) OVER (
                    PARTITION BY
                        child.slice_number, child.project_id, child.source_id, child.kind
                    ORDER BY child.day
                ) AS amount
            FROM ledger.balance_slice_day AS child
            WHERE child.book_id = of_book_id AND child.level = upper_level - 1
                AND child.slice_number
                BETWEEN first_new * children AND (last_new + 1) * children - 1
        ) AS moved
        GROUP BY
            moved.slice_number, moved.project_id, moved.source_id, moved.kind, moved.day;
    END LOOP;
    RETURN taken;
END
$$;
