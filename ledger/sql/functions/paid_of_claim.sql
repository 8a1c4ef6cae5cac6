-- What was paid of a claim and did not bounce, in yuan; payments that were reversed do not count.
CREATE OR REPLACE FUNCTION ledger.paid_of_claim(of_book_id integer, under_claim_id bigint)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(
        sum(paid.amount - ledger.bounced_of_payment(paid.book_id, paid.log_position)), 0
    )
    FROM ledger.disbursement AS paid
    WHERE paid.book_id = of_book_id AND paid.claim_id = under_claim_id
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
        );
$$;
