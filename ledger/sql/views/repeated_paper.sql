-- Papers under more than one voucher that was not reversed, of any book: a row for each voucher.
CREATE OR REPLACE VIEW facts.repeated_paper WITH (security_invoker = TRUE) AS
SELECT
    standing.book_id,
    standing.voucher_id,
    standing.sha256,
    standing.vouchers
FROM (
    SELECT
        placed.book_id,
        placed.voucher_id,
        placed.sha256,
        count(*) OVER (PARTITION BY placed.sha256) AS vouchers
    FROM (
        SELECT DISTINCT
            paper.book_id,
            paper.voucher_id,
            paper.sha256
        FROM ledger.attachment AS paper
        -- Spares most papers the rest: whatever stands under two vouchers was handed in twice.
        INNER JOIN (
            SELECT sha256
            FROM ledger.attachment
            GROUP BY sha256
            HAVING count(*) > 1
        ) AS handed_in ON paper.sha256 = handed_in.sha256
        INNER JOIN facts.horizon AS horizon
            ON
                paper.book_id = horizon.book_id
                AND paper.log_position <= horizon.log_position
        INNER JOIN facts.voucher AS holder
            ON paper.book_id = holder.book_id AND paper.voucher_id = holder.voucher_id
    ) AS placed
    LEFT JOIN facts.reversed_voucher AS undone
        ON placed.book_id = undone.book_id AND placed.voucher_id = undone.voucher_id
    WHERE undone.voucher_id IS NULL
) AS standing
WHERE standing.vouchers > 1;
