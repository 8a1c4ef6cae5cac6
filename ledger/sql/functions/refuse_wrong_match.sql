-- A line of a statement and a movement of the treasury have one standing match at most. A line and
-- what it is matched with, one movement or a group of them written at once, agree in amount and
-- direction. The books are locked first, so that what others match is seen. Both questions are
-- planned each time: a plan made for one match is no good for a hundred thousand.
CREATE OR REPLACE FUNCTION ledger.refuse_wrong_match()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong jsonb;
BEGIN
    PERFORM 1
    FROM ledger.book_head AS head
    WHERE head.book_id IN (SELECT book_id FROM new_rows)
    ORDER BY head.book_id
    FOR UPDATE;

    EXECUTE
        $query$
        SELECT
            jsonb_build_object(
                'line', coalesce(min(line.line_reference), '—'),
                'amount', coalesce(min(line.amount)::text, '—'),
                'moved', coalesce(sum(moved.amount)::text, '—')
            )
        FROM new_rows
        LEFT JOIN ledger.statement_line AS line
            ON new_rows.book_id = line.book_id AND new_rows.statement_line_id = line.log_position
        LEFT JOIN ledger.disbursement AS paid
            ON new_rows.book_id = paid.book_id AND new_rows.disbursement_id = paid.log_position
            AND new_rows.voucher_id = paid.voucher_id
        CROSS JOIN LATERAL (
            -- All that a voucher moved, of whatever event.
            SELECT sum(
                CASE WHEN entry.debit_kind = 'treasury' THEN entry.amount ELSE -entry.amount END
            ) AS amount
            FROM ledger.entry AS entry
            WHERE new_rows.disbursement_id IS NULL
                AND entry.book_id = new_rows.book_id AND entry.voucher_id = new_rows.voucher_id
                AND entry.side = 'cash' AND 'treasury' IN (entry.debit_kind, entry.credit_kind)
        ) AS whole
        CROSS JOIN LATERAL (
            SELECT
                coalesce(paid.amount, abs(whole.amount)) AS amount,
                CASE WHEN whole.amount > 0 THEN 'in' ELSE 'out' END AS direction
        ) AS moved
        LEFT JOIN ledger.voucher AS own
            ON new_rows.book_id = own.book_id AND new_rows.voucher_id = own.log_position
        LEFT JOIN ledger.voucher AS undoing
            ON new_rows.book_id = undoing.book_id AND new_rows.voucher_id = undoing.reverses_id
        GROUP BY new_rows.book_id, new_rows.group_id
        HAVING min(line.amount) IS DISTINCT FROM sum(moved.amount)
            OR bool_or((moved.amount > 0 AND line.direction = moved.direction) IS NOT TRUE)
            OR bool_or(own.event IN ('opening', 'reversal') OR undoing.log_position IS NOT NULL)
            -- A group is of one line, and nothing joins it later.
            OR min(new_rows.statement_line_id) <> max(new_rows.statement_line_id)
            OR min(new_rows.log_position) <> new_rows.group_id
        LIMIT 1
        $query$
    INTO wrong;
    IF wrong IS NOT NULL THEN
        PERFORM ledger.refuse(7, 'match_differs', wrong);
    END IF;

    -- Three ways to be taken: the line; the payment; the voucher as a whole, or part of it.
    EXECUTE
        $query$
        SELECT jsonb_build_object('line', line.line_reference)
        FROM (
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id
                AND new_rows.statement_line_id = other.statement_line_id
                AND new_rows.group_id <> other.group_id
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND new_rows.disbursement_id = other.disbursement_id
                AND new_rows.log_position <> other.log_position
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND new_rows.log_position <> other.log_position
            WHERE new_rows.disbursement_id IS NULL
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND other.disbursement_id IS NULL
            WHERE new_rows.disbursement_id IS NOT NULL
        ) AS taken
        INNER JOIN ledger.statement_line AS line
            ON taken.book_id = line.book_id AND taken.statement_line_id = line.log_position
        WHERE NOT EXISTS (
            -- A group falls with any of its parts.
            SELECT FROM ledger.statement_match AS part
            LEFT JOIN ledger.statement_match_end AS ended
                ON part.book_id = ended.book_id AND part.log_position = ended.statement_match_id
            LEFT JOIN ledger.voucher AS undoing
                ON part.book_id = undoing.book_id AND part.voucher_id = undoing.reverses_id
            WHERE part.book_id = taken.book_id AND part.group_id = taken.group_id
                AND (ended.log_position IS NOT NULL OR undoing.log_position IS NOT NULL)
        )
        LIMIT 1
        $query$
    INTO wrong;
    IF wrong IS NOT NULL THEN
        PERFORM ledger.refuse(7, 'matched_already', wrong);
    END IF;
    RETURN NULL;
END
$$;
