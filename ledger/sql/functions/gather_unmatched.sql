-- Gathers what of a book has no match yet, in temporary tables: lines, movements and whole batches,
-- and the pairs that somebody has parted, which no rule puts together again.
CREATE OR REPLACE FUNCTION ledger.gather_unmatched(of_book_id integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE standing AS
    SELECT statement_line_id, voucher_id, disbursement_id
    FROM facts.statement_match
    WHERE book_id = of_book_id;
    ANALYZE standing;

    CREATE TEMPORARY TABLE open_line AS
    SELECT
        line.statement_line_id AS line_id, line.direction, line.amount, line.occurred_on,
        line.line_reference, line.counterparty_name AS name,
        line.counterparty_account_hash AS account, line.document_no
    FROM facts.statement_line AS line
    WHERE line.book_id = of_book_id AND NOT EXISTS (
        SELECT FROM standing WHERE standing.statement_line_id = line.statement_line_id
    );

    -- Known by the position of the payment, or of the voucher where it is all that this moved.
    CREATE TEMPORARY TABLE open_movement AS
    SELECT
        coalesce(moved.disbursement_id, moved.voucher_id) AS movement, moved.voucher_id,
        moved.disbursement_id, 1::bigint AS parts, moved.direction, moved.amount,
        moved.occurred_on, moved.reference, moved.counterparty_name AS name,
        moved.counterparty_account_hash AS account, moved.document_no, moved.batch_no
    FROM facts.treasury_movement AS moved
    WHERE moved.book_id = of_book_id AND moved.reversed_on IS NULL
        AND NOT EXISTS (
            SELECT FROM standing
            WHERE standing.voucher_id = moved.voucher_id AND standing.disbursement_id IS NULL
        )
        AND NOT EXISTS (
            SELECT FROM standing WHERE standing.disbursement_id = moved.disbursement_id
        );
    INSERT INTO open_movement
    SELECT
        voucher_id, voucher_id, NULL, count(*), min(direction), sum(amount), min(occurred_on),
        min(batch_no), NULL, NULL, NULL, NULL
    FROM open_movement
    WHERE disbursement_id IS NOT NULL AND voucher_id NOT IN (
        SELECT standing.voucher_id FROM standing
    )
    GROUP BY voucher_id
    HAVING count(*) > 1;

    CREATE TEMPORARY TABLE parted AS
    SELECT
        matched.statement_line_id AS line_id,
        coalesce(matched.disbursement_id, matched.voucher_id) AS movement
    FROM ledger.statement_match_end AS ended
    INNER JOIN ledger.statement_match AS matched
        ON ended.book_id = matched.book_id AND ended.statement_match_id = matched.log_position
    WHERE ended.book_id = of_book_id;
    CREATE TEMPORARY TABLE taken_pair (
        line_id bigint, voucher_id bigint, disbursement_id bigint, basis text
    );
    ANALYZE open_line, open_movement, parted;
    DROP TABLE standing;
END
$$;
