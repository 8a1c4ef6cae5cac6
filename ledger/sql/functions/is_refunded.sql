-- Whether some of a voucher's payments came back: then the refund has to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_refunded(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM ledger.disbursement AS paid
        INNER JOIN ledger.refund AS refund
            ON paid.book_id = refund.book_id AND paid.log_position = refund.disbursement_id
        WHERE paid.book_id = of_book_id AND paid.voucher_id = of_voucher_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = refund.book_id AND undoing.reverses_id = refund.voucher_id
            )
    );
$$;
