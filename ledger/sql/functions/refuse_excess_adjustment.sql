-- A transfer is adjusted from its day on, not once it is reversed, and never below nothing.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_adjustment()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT transfer.document_no, transfer.amount, net.adjusted INTO wrong
    FROM (
        SELECT
            book_id, side, coalesce(transfer_issue_id, source_id) AS transfer_id,
            min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, side, coalesce(transfer_issue_id, source_id)
    ) AS named
    CROSS JOIN LATERAL (
        SELECT issue.document_no, issue.amount, issue.occurred_on, issue.voucher_id
        FROM ledger.transfer_issue AS issue
        WHERE named.side = 'issued'
            AND issue.book_id = named.book_id AND issue.log_position = named.transfer_id
        UNION ALL
        SELECT source.document_no, source.amount, source.occurred_on, source.voucher_id
        FROM ledger.source AS source
        WHERE named.side = 'received'
            AND source.book_id = named.book_id AND source.log_position = named.transfer_id
    ) AS transfer
    CROSS JOIN LATERAL (
        SELECT ledger.adjusted_amount(named.book_id, named.side, named.transfer_id) AS adjusted
    ) AS net
    WHERE transfer.amount + net.adjusted < 0
        OR named.occurred_on < date_trunc(
            (
                SELECT voucher.date_precision
                FROM ledger.voucher AS voucher
                WHERE voucher.book_id = named.book_id
                    AND voucher.log_position = transfer.voucher_id
            ),
            transfer.occurred_on::timestamp
        )
        OR EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = named.book_id AND undoing.reverses_id = transfer.voucher_id
        )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(8, 'adjustment_exceeds', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
