-- Matches a line of a statement with a payment, or with all that a voucher moved, as a person says.
CREATE OR REPLACE FUNCTION ledger.match_by_hand(
    of_book_id integer, line_id bigint, moving_voucher_id bigint, payment_id bigint, author text
)
RETURNS bigint
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.statement_match (
    book_id, log_position, recorded_at, recorded_by, statement_line_id, voucher_id,
    disbursement_id, basis
)
SELECT
    taken.book_id, taken.base + 1, taken.recorded_at, author, line_id, moving_voucher_id,
    -- The voucher of one payment is that payment.
    coalesce(payment_id, (
        SELECT min(paid.log_position)
        FROM ledger.disbursement AS paid
        WHERE paid.book_id = of_book_id AND paid.voucher_id = moving_voucher_id
        HAVING count(*) = 1
    )),
    'hand'
FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
RETURNING log_position;
$$;
