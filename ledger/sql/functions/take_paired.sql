-- Takes what was paired just now out of what is unmatched: what goes together with its parts, and a
-- part with what it belongs to. Returns how many matches.
CREATE OR REPLACE FUNCTION ledger.take_paired()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken bigint;
BEGIN
    -- Where one line is a batch and another a payment of it, one of them is wrong: neither these
    -- lines nor that family are matched any further, and people decide.
    WITH doubtful AS (
        DELETE FROM pairing
        USING open_movement AS own
        WHERE pairing.movement = own.movement AND own.family IN (
            SELECT both_of.family
            FROM pairing AS given
            INNER JOIN open_movement AS both_of ON given.movement = both_of.movement
            GROUP BY both_of.family
            HAVING bool_or(both_of.parts > 1) AND bool_or(both_of.parts = 1)
        )
        RETURNING pairing.line_id, own.family
    ),
    left_out AS (
        DELETE FROM open_line USING doubtful WHERE open_line.line_id = doubtful.line_id
    )
    DELETE FROM open_movement USING doubtful WHERE open_movement.family = doubtful.family;
    INSERT INTO taken_pair
    SELECT pairing.line_id, moved.voucher_id, moved.disbursement_id, pairing.basis
    FROM pairing
    INNER JOIN open_movement AS moved ON pairing.movement = moved.movement
    WHERE moved.voucher_id IS NOT NULL
    UNION ALL
    SELECT pairing.line_id, part.voucher_id, part.disbursement_id, pairing.basis
    FROM pairing
    INNER JOIN open_movement AS moved ON pairing.movement = moved.movement
    INNER JOIN open_movement AS part ON moved.family = part.family
    WHERE moved.voucher_id IS NULL AND part.voucher_id IS NOT NULL;
    GET DIAGNOSTICS taken = ROW_COUNT;
    DELETE FROM open_line USING pairing WHERE open_line.line_id = pairing.line_id;
    DELETE FROM open_movement
    USING pairing
    INNER JOIN open_movement AS own ON pairing.movement = own.movement
    WHERE open_movement.family = own.family AND (
        open_movement.movement = own.movement OR own.parts > 1 OR open_movement.parts > 1
    );
    TRUNCATE pairing;
    RETURN taken;
END
$$;
