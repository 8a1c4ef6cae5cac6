-- A book that began with opening balances has nothing from before their day, and one such day: what
-- was before is in the balances, and would count twice.
CREATE OR REPLACE FUNCTION ledger.refuse_before_opening()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT asked.book_id, asked.opened_on, asked.voucher INTO wrong
    FROM (
        SELECT
            book_id, ledger.opening_day(book_id) AS opened_on, min(occurred_on) AS earliest_on,
            min(period || '-' || number) AS voucher, FALSE AS opens
        FROM new_rows
        WHERE event NOT IN ('opening', 'reversal')
        GROUP BY book_id
        UNION ALL
        SELECT
            book_id, occurred_on, NULL, ledger.posted_before_opening(book_id, occurred_on), TRUE
        FROM new_rows
        WHERE event = 'opening'
        GROUP BY book_id, occurred_on
    ) AS asked
    WHERE asked.earliest_on < asked.opened_on OR (asked.opens AND asked.voucher IS NOT NULL)
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(9, 'before_opening', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
