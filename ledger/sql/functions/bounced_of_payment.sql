-- What of a payment bounced up to a day, in yuan; reversed refunds do not count.
CREATE OR REPLACE FUNCTION ledger.bounced_of_payment(
    of_book_id integer, of_disbursement_id bigint, up_to date DEFAULT 'infinity'
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(sum(refund.amount), 0)
    FROM ledger.standing_refunds(of_book_id, of_disbursement_id) AS refund
    WHERE refund.kind = 'bounced' AND refund.occurred_on <= up_to;
$$;
