-- Names the payments of an import that pay more of a claim than was approved, and those that pay
-- again what did not bounce, or more than did. At its end, because a refund of the same file gives
-- room for what is paid again.
CREATE OR REPLACE FUNCTION ledger.report_excess_payments()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        voucher.sheet_number, last_one.import_row, 'amount', 'claim_exceeded',
        jsonb_build_object(
            'claim', claim.claim_code, 'approved', approval.amount, 'paid', paid.amount
        )
    FROM (
        SELECT DISTINCT book_id, claim_id FROM paid_batch WHERE claim_id IS NOT NULL
    ) AS named
    INNER JOIN ledger.claim AS claim
        ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
    INNER JOIN ledger.claim_step AS approval
        ON named.book_id = approval.book_id AND named.claim_id = approval.claim_id
        AND approval.step = 'approved'
    CROSS JOIN LATERAL (
        SELECT ledger.paid_of_claim(named.book_id, named.claim_id) AS amount
    ) AS paid
    CROSS JOIN LATERAL (
        SELECT payment.voucher_id, payment.import_row
        FROM ledger.disbursement AS payment
        WHERE payment.book_id = named.book_id AND payment.claim_id = named.claim_id
        ORDER BY payment.log_position DESC
        LIMIT 1
    ) AS last_one
    INNER JOIN staged_voucher AS voucher
        ON named.book_id = voucher.book_id AND last_one.voucher_id = voucher.voucher_id
    WHERE paid.amount > approval.amount;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        voucher.sheet_number, again.import_row, 'reissue_of', refused.code,
        jsonb_build_object('payment', again.reissue_of, 'on_day', again.occurred_on)
    FROM staged_book AS book
    INNER JOIN ledger.disbursement AS again
        ON book.book_id = again.book_id AND again.log_position > book.import_id
        AND again.reissue_of IS NOT NULL
    CROSS JOIN LATERAL (
        SELECT ledger.reissue_refusal(again.book_id, again.reissue_of, again.occurred_on) AS code
    ) AS refused
    INNER JOIN staged_voucher AS voucher
        ON again.book_id = voucher.book_id AND again.voucher_id = voucher.voucher_id
    WHERE refused.code IS NOT NULL;
END
$$;
