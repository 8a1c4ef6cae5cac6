-- Promise 5, for lines that are added to a voucher that stands already: neither their own day nor
-- their voucher's may lie in a closed month, by whatever path they come.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_entries()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    refused record;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.period_closing) THEN
        RETURN NULL;
    END IF;
    SELECT posted.book_id, ledger.month_of(posted.occurred_on) AS period, posted.occurred_on
    INTO refused
    FROM (
        SELECT
            line.book_id, least(min(line.occurred_on), min(voucher.occurred_on)) AS occurred_on
        FROM new_rows AS line
        CROSS JOIN LATERAL (
            SELECT opened.occurred_on
            FROM ledger.voucher AS opened
            WHERE opened.book_id = line.book_id AND opened.log_position = line.voucher_id
            LIMIT 1
        ) AS voucher
        GROUP BY line.book_id
    ) AS posted
    WHERE ledger.month_of(posted.occurred_on) <= ledger.closed_through(posted.book_id)
    ORDER BY posted.book_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(5, 'period_closed', to_jsonb(refused));
    END IF;
    RETURN NULL;
END
$$;
