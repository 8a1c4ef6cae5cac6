-- What the standing adjustments of a transfer come to, in yuan: less than nothing where they take
-- more than they add. The transfer is an issue or, on the received side, the source it became.
CREATE OR REPLACE FUNCTION ledger.adjusted_amount(
    of_book_id integer, on_side text, of_transfer_id bigint
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(
        sum(
            CASE adjustment.kind WHEN 'addition' THEN adjustment.amount ELSE -adjustment.amount END
        ),
        0
    )
    FROM ledger.transfer_adjustment AS adjustment
    WHERE adjustment.book_id = of_book_id AND adjustment.side = on_side
        AND (
            (on_side = 'issued' AND adjustment.transfer_issue_id = of_transfer_id)
            OR (on_side = 'received' AND adjustment.source_id = of_transfer_id)
        )
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = adjustment.book_id
                AND undoing.reverses_id = adjustment.voucher_id
        );
$$;
