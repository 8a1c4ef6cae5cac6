-- Whether payments rest on the refunds of a voucher: what bounced was paid again, by a re-issue or
-- under the same claim. Then these payments have to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_paid_again(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM (
            SELECT book_id, disbursement_id, sum(amount) AS amount
            FROM ledger.refund
            WHERE book_id = of_book_id AND voucher_id = of_voucher_id AND kind = 'bounced'
            GROUP BY book_id, disbursement_id
        ) AS back
        INNER JOIN ledger.disbursement AS paid
            ON back.book_id = paid.book_id AND back.disbursement_id = paid.log_position
        LEFT JOIN ledger.claim_step AS approval
            ON paid.book_id = approval.book_id AND paid.claim_id = approval.claim_id
            AND approval.step = 'approved'
        WHERE ledger.reissued_of_payment(paid.book_id, paid.external_reference)
            > ledger.bounced_of_payment(paid.book_id, paid.log_position) - back.amount
            OR ledger.paid_of_claim(paid.book_id, paid.claim_id) + back.amount > approval.amount
    );
$$;
