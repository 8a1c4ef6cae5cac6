-- A payment gives back at most what it was, from its day on, and nothing once it is reversed.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_refund()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT paid.external_reference, paid.amount, back.amount AS refunded INTO wrong
    FROM (
        SELECT book_id, disbursement_id, min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, disbursement_id
    ) AS named
    INNER JOIN ledger.disbursement AS paid
        ON named.book_id = paid.book_id AND named.disbursement_id = paid.log_position
    CROSS JOIN LATERAL (
        SELECT sum(refund.amount) AS amount
        FROM ledger.standing_refunds(paid.book_id, paid.log_position) AS refund
    ) AS back
    WHERE back.amount > paid.amount OR named.occurred_on < paid.occurred_on OR EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(3, 'refund_exceeds', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
