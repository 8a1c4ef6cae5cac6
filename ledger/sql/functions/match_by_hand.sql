-- Matches a line of a statement with movements that come to its amount, as a person says: with a
-- payment, with all that a voucher moved, or with several of these, the n-th payment of the n-th
-- voucher. They stand and end together. Returns the position of the first.
CREATE OR REPLACE FUNCTION ledger.match_by_hand(
    of_book_id integer, line_id bigint, moving_voucher_ids bigint[], payment_ids bigint[]
)
RETURNS bigint
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
WITH made AS (
    INSERT INTO ledger.statement_match (
        book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id, voucher_id,
        disbursement_id, basis
    )
    SELECT
        taken.book_id, taken.base + named.nth, taken.recorded_at, acting.login, taken.base + 1, line_id,
        named.voucher_id,
        -- The voucher of one payment is that payment.
        coalesce(named.payment_id, (
            SELECT min(paid.log_position)
            FROM ledger.disbursement AS paid
            WHERE paid.book_id = of_book_id AND paid.voucher_id = named.voucher_id
            HAVING count(*) = 1
        )),
        'hand'
    FROM ledger.take_positions(
        ARRAY[of_book_id], ARRAY[cardinality(moving_voucher_ids)]
    ) AS taken
    CROSS JOIN ledger.check_power_in('match', of_book_id) AS acting (login)
    CROSS JOIN
        unnest(moving_voucher_ids, payment_ids)
        WITH ORDINALITY AS named (voucher_id, payment_id, nth)
    RETURNING log_position
)
SELECT min(made.log_position) FROM made;
$$;
