-- A line of a statement and a movement of the treasury have one standing match at most, and agree
-- in amount and direction. The books are locked first, so that what others match is seen.
CREATE OR REPLACE FUNCTION ledger.refuse_wrong_match()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    PERFORM 1
    FROM ledger.book_head AS head
    WHERE head.book_id IN (SELECT book_id FROM new_rows)
    ORDER BY head.book_id
    FOR UPDATE;

    SELECT
        coalesce(named.line_reference, '—') AS line,
        coalesce(named.amount::text, '—') AS amount,
        coalesce(moved.amount::text, '—') AS moved
    INTO wrong
    FROM (
        SELECT new_rows.*, line.line_reference, line.direction, line.amount
        FROM new_rows
        LEFT JOIN ledger.statement_line AS line
            ON new_rows.book_id = line.book_id AND new_rows.statement_line_id = line.log_position
    ) AS named
    LEFT JOIN (
        SELECT
            new_rows.book_id, new_rows.log_position, sum(movement.amount) AS amount,
            min(movement.direction) AS direction, count(movement.reversed_on) > 0 AS reversed
        FROM new_rows
        INNER JOIN facts.treasury_movement AS movement
            ON new_rows.book_id = movement.book_id AND new_rows.voucher_id = movement.voucher_id
        WHERE new_rows.disbursement_id IS NULL
            OR new_rows.disbursement_id = movement.disbursement_id
        GROUP BY new_rows.book_id, new_rows.log_position
    ) AS moved
        ON named.book_id = moved.book_id AND named.log_position = moved.log_position
    WHERE (named.direction, named.amount, FALSE)
        IS DISTINCT FROM (moved.direction, moved.amount, moved.reversed)
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(7, 'match_differs', to_jsonb(wrong));
    END IF;

    -- Three ways to be taken: the line; the payment; the voucher as a whole, or part of it.
    SELECT line.line_reference AS line INTO wrong
    FROM (
        SELECT new_rows.book_id, new_rows.statement_line_id, other.log_position, other.voucher_id
        FROM new_rows
        INNER JOIN ledger.statement_match AS other
            ON new_rows.book_id = other.book_id
            AND new_rows.statement_line_id = other.statement_line_id
            AND new_rows.log_position <> other.log_position
        UNION ALL
        SELECT new_rows.book_id, new_rows.statement_line_id, other.log_position, other.voucher_id
        FROM new_rows
        INNER JOIN ledger.statement_match AS other
            ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
            AND new_rows.disbursement_id = other.disbursement_id
            AND new_rows.log_position <> other.log_position
        UNION ALL
        SELECT whole.book_id, whole.statement_line_id, other.log_position, other.voucher_id
        FROM (SELECT * FROM new_rows WHERE disbursement_id IS NULL) AS whole
        INNER JOIN ledger.statement_match AS other
            ON whole.book_id = other.book_id AND whole.voucher_id = other.voucher_id
            AND whole.log_position <> other.log_position
        UNION ALL
        SELECT part.book_id, part.statement_line_id, other.log_position, other.voucher_id
        FROM new_rows AS part
        INNER JOIN ledger.statement_match AS other
            ON part.book_id = other.book_id AND part.voucher_id = other.voucher_id
            AND other.disbursement_id IS NULL
        WHERE part.disbursement_id IS NOT NULL
    ) AS taken
    INNER JOIN ledger.statement_line AS line
        ON taken.book_id = line.book_id AND taken.statement_line_id = line.log_position
    WHERE NOT EXISTS (
        SELECT FROM ledger.statement_match_end AS ended
        WHERE ended.book_id = taken.book_id AND ended.statement_match_id = taken.log_position
    ) AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = taken.book_id AND undoing.reverses_id = taken.voucher_id
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(7, 'matched_already', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
