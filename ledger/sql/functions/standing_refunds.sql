-- What came back of a payment and was not reversed since. Read in a FROM clause it becomes part of
-- the query that asks, so that sets of payments are asked about at once.
CREATE OR REPLACE FUNCTION ledger.standing_refunds(of_book_id integer, of_disbursement_id bigint)
RETURNS SETOF ledger.refund
LANGUAGE sql
STABLE
AS $$
    SELECT refund.*
    FROM ledger.refund AS refund
    WHERE refund.book_id = of_book_id AND refund.disbursement_id = of_disbursement_id
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = refund.book_id AND undoing.reverses_id = refund.voucher_id
        );
$$;
