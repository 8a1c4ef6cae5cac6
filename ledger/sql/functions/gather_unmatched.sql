-- Gathers what of a book has no match yet, in temporary tables: lines, movements, whole batches and
-- what bounced of a batch on one day, and the pairs that somebody has parted, which no rule puts
-- together again.
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

    -- Payments of one batch that bounced on one day: the bank may give them back in one line.
    CREATE TEMPORARY TABLE bounced AS
    SELECT
        refund.voucher_id, paid.batch_no,
        min(refund.voucher_id) OVER together AS family, count(*) OVER together AS parts
    FROM facts.refund AS refund
    INNER JOIN ledger.disbursement AS paid
        ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
    WHERE refund.book_id = of_book_id AND refund.kind = 'bounced'
    WINDOW together AS (PARTITION BY paid.voucher_id, refund.occurred_on);

    -- Known by the position of the payment, or of the voucher where it is all that this moved. A
    -- family is what may be one line together: the payments of a voucher, or refunds that bounced.
    CREATE TEMPORARY TABLE open_movement AS
    SELECT
        coalesce(moved.disbursement_id, moved.voucher_id) AS movement,
        coalesce(bounced.family, moved.voucher_id) AS family, moved.voucher_id,
        moved.disbursement_id, 1::bigint AS parts, moved.direction, moved.amount,
        moved.occurred_on, moved.reference, moved.counterparty_name AS name,
        moved.counterparty_account_hash AS account, moved.document_no, moved.batch_no
    FROM facts.treasury_movement AS moved
    LEFT JOIN bounced ON moved.voucher_id = bounced.voucher_id
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
        voucher_id, voucher_id, voucher_id, NULL, count(*), min(direction), sum(amount),
        min(occurred_on), min(batch_no), NULL, NULL, NULL, NULL
    FROM open_movement
    WHERE disbursement_id IS NOT NULL AND voucher_id NOT IN (
        SELECT standing.voucher_id FROM standing
    )
    GROUP BY voucher_id
    HAVING count(*) > 1;
    -- Several vouchers together have none of their own; the first, negative, is their name.
    INSERT INTO open_movement
    SELECT
        -own.family, own.family, NULL, NULL, count(*), 'in', sum(own.amount), min(own.occurred_on),
        min(bounced.batch_no), NULL, NULL, NULL, NULL
    FROM open_movement AS own
    INNER JOIN bounced ON own.voucher_id = bounced.voucher_id
    GROUP BY own.family
    HAVING count(*) > 1 AND count(*) = min(bounced.parts);

    CREATE TEMPORARY TABLE parted AS
    WITH ended AS (
        SELECT matched.statement_line_id, matched.group_id
        FROM ledger.statement_match_end AS ended
        INNER JOIN ledger.statement_match AS matched
            ON ended.book_id = matched.book_id AND ended.statement_match_id = matched.log_position
        WHERE ended.book_id = of_book_id
    )
    SELECT
        ended.statement_line_id AS line_id,
        unnest(ARRAY[coalesce(part.disbursement_id, part.voucher_id), -part.voucher_id]) AS movement
    FROM ended
    INNER JOIN ledger.statement_match AS part
        ON part.book_id = of_book_id AND ended.group_id = part.group_id;
    CREATE TEMPORARY TABLE taken_pair (
        line_id bigint, voucher_id bigint, disbursement_id bigint, basis text
    );
    ANALYZE open_line, open_movement, parted;
    DROP TABLE standing, bounced;
END
$$;
