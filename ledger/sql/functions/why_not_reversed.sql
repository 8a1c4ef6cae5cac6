-- Why a voucher cannot be reversed on a day: it is a reversal itself, was reversed already, the day
-- is before its own, or something rests on it that has to be reversed first; null if it can be.
CREATE OR REPLACE FUNCTION ledger.why_not_reversed(
    of_book_id integer, of_voucher_id bigint, reversed_on date
)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT CASE
        WHEN undone.event = 'reversal' THEN 'reversal'
        WHEN EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = of_book_id AND undoing.reverses_id = of_voucher_id
        ) THEN 'reversed'
        WHEN reversed_on < undone.occurred_on THEN 'earlier'
        WHEN ledger.is_refunded(of_book_id, of_voucher_id) THEN 'refunded'
        WHEN ledger.is_adjusted(of_book_id, of_voucher_id) THEN 'adjusted'
        WHEN ledger.is_paid_again(of_book_id, of_voucher_id) THEN 'paid_again'
    END
    FROM ledger.voucher AS undone
    WHERE undone.book_id = of_book_id AND undone.log_position = of_voucher_id;
$$;
