-- Matches the lines of a book's statements with what its ledger moved, where there is no doubt: by
-- number and amount; by amount and payee, the nearest within some days; by the sum of a batch, or
-- of what bounced of one on one day. What could as well be another is left to people. Returns how
-- many lines were matched, by basis.
CREATE OR REPLACE FUNCTION ledger.match_by_rule(of_book_id integer, days integer)
RETURNS TABLE (basis text, matches bigint)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    author text := ledger.check_power_in('match', of_book_id);
    found_now bigint;
BEGIN
    -- Who reconciles the same book at the same time waits here, and finds what is left.
    PERFORM 1 FROM ledger.book_head WHERE book_id = of_book_id FOR UPDATE;
    PERFORM ledger.gather_unmatched(of_book_id);
    CREATE TEMPORARY TABLE pairing (line_id bigint, movement bigint, basis text);
    LOOP
        INSERT INTO pairing
        SELECT line_id, movement, 'reference'
        FROM (
            SELECT
                line.line_id, moved.movement,
                count(*) OVER (PARTITION BY line.line_id) AS of_line,
                count(*) OVER (PARTITION BY moved.movement) AS of_movement
            FROM open_line AS line
            INNER JOIN open_movement AS moved
                ON line.line_reference = moved.reference
                AND line.direction = moved.direction AND line.amount = moved.amount
            WHERE NOT EXISTS (
                SELECT FROM parted
                WHERE parted.line_id = line.line_id AND parted.movement = moved.movement
            )
        ) AS pair
        WHERE of_line = 1 AND of_movement = 1;
        found_now := ledger.take_paired();

        -- Of several within the days the nearest, if it is the nearest from both sides and alone.
        INSERT INTO pairing
        SELECT line_id, movement, 'amount_date_payee'
        FROM (
            SELECT
                line_id, movement, apart,
                min(apart) OVER (PARTITION BY line_id) AS nearest_of_line,
                min(apart) OVER (PARTITION BY movement) AS nearest_of_movement,
                count(*) OVER (PARTITION BY line_id, apart) AS alike_of_line,
                count(*) OVER (PARTITION BY movement, apart) AS alike_of_movement
            FROM ledger.pairs_by_payee(days)
        ) AS pair
        WHERE apart = nearest_of_line AND apart = nearest_of_movement
            AND alike_of_line = 1 AND alike_of_movement = 1;
        found_now := found_now + ledger.take_paired();

        -- A batch goes to an account of the bank's, so the sum has to be alone of its kind: neither
        -- another batch nor a single movement may be as near.
        INSERT INTO pairing
        SELECT line_id, movement, 'batch_amount_date'
        FROM (
            SELECT
                line.line_id, moved.movement, moved.parts,
                count(*) OVER (PARTITION BY line.line_id) AS of_line,
                count(*) OVER (PARTITION BY moved.movement) AS of_movement
            FROM open_line AS line
            INNER JOIN open_movement AS moved
                ON line.direction = moved.direction AND line.amount = moved.amount
                AND line.occurred_on BETWEEN moved.occurred_on - days AND moved.occurred_on + days
            WHERE NOT EXISTS (
                SELECT FROM parted
                WHERE parted.line_id = line.line_id AND parted.movement = moved.movement
            )
        ) AS pair
        WHERE parts > 1 AND of_line = 1 AND of_movement = 1;
        found_now := found_now + ledger.take_paired();
        EXIT WHEN found_now = 0;
    END LOOP;

    IF EXISTS (SELECT FROM taken_pair) THEN
        INSERT INTO ledger.statement_match (
            book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id,
            voucher_id, disbursement_id, basis
        )
        SELECT
            taken.book_id, taken.base + pair.nth, taken.recorded_at, author,
            taken.base + min(pair.nth) OVER (PARTITION BY pair.line_id), pair.line_id,
            pair.voucher_id, pair.disbursement_id, pair.basis
        FROM (
            SELECT taken_pair.*, row_number() OVER (ORDER BY line_id, voucher_id) AS nth
            FROM taken_pair
        ) AS pair
        CROSS JOIN ledger.take_positions(
            ARRAY[of_book_id], ARRAY[(SELECT count(*) FROM taken_pair)]
        ) AS taken;
    END IF;
    RETURN QUERY
    SELECT pair.basis, count(DISTINCT pair.line_id)
    FROM taken_pair AS pair
    GROUP BY pair.basis
    ORDER BY pair.basis;
    DROP TABLE open_line, open_movement, parted, pairing, taken_pair;
END
$$;
