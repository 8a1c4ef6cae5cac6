-- What of a bounced payment was paid again, in yuan; payments that were reversed do not count.
CREATE OR REPLACE FUNCTION ledger.reissued_of_payment(of_book_id integer, original_reference text)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(sum(again.amount), 0)
    FROM ledger.disbursement AS again
    WHERE again.book_id = of_book_id AND again.reissue_of = original_reference
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = again.book_id AND undoing.reverses_id = again.voucher_id
        );
$$;
