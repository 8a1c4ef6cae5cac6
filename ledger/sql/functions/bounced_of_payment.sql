-- What of a payment bounced up to a day, in yuan; reversed refunds do not count.
CREATE OR REPLACE FUNCTION ledger.bounced_of_payment(
    of_book_id integer, of_disbursement_id bigint, up_to date DEFAULT 'infinity'
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(sum(refund.amount), 0)
    FROM ledger.refund AS refund
    WHERE refund.book_id = of_book_id AND refund.disbursement_id = of_disbursement_id
        AND refund.kind = 'bounced' AND refund.occurred_on <= up_to
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = refund.book_id AND undoing.reverses_id = refund.voucher_id
        );
$$;
