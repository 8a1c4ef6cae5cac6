-- Whether standing adjustments rest on what a voucher posted: those of the transfer it issued or
-- received, or reductions that would take more than there is without the addition it is. Then they
-- have to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_adjusted(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM ledger.transfer_adjustment AS adjustment
        LEFT JOIN ledger.transfer_issue AS issue
            ON adjustment.book_id = issue.book_id
            AND adjustment.transfer_issue_id = issue.log_position
        INNER JOIN ledger.source AS source
            ON adjustment.book_id = source.book_id AND adjustment.source_id = source.log_position
        WHERE adjustment.book_id = of_book_id
            AND coalesce(issue.voucher_id, source.voucher_id) = of_voucher_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = adjustment.book_id
                    AND undoing.reverses_id = adjustment.voucher_id
            )
    ) OR EXISTS (
        SELECT
        FROM ledger.transfer_adjustment AS addition
        LEFT JOIN ledger.transfer_issue AS issue
            ON addition.book_id = issue.book_id AND addition.transfer_issue_id = issue.log_position
        INNER JOIN ledger.source AS source
            ON addition.book_id = source.book_id AND addition.source_id = source.log_position
        WHERE addition.book_id = of_book_id AND addition.voucher_id = of_voucher_id
            AND addition.kind = 'addition'
            AND coalesce(issue.amount, source.amount) - addition.amount + ledger.adjusted_amount(
                addition.book_id, addition.side,
                coalesce(addition.transfer_issue_id, addition.source_id)
            ) < 0
    );
$$;
