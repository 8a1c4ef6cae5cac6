-- Promise 5, for dated events that move no money: their day, the column that the trigger names, may
-- not lie in a closed month. A later version of something may repeat a day that is on record.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_day()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    refused record;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.period_closing) THEN
        RETURN NULL;
    END IF;
    SELECT dated.book_id, ledger.month_of(dated.occurred_on) AS period, dated.occurred_on
    INTO refused
    FROM (
        SELECT
            (told.fact ->> 'book_id')::integer AS book_id,
            min((told.fact ->> tg_argv[0])::date) AS occurred_on
        FROM (SELECT to_jsonb(new_rows) AS fact FROM new_rows) AS told
        WHERE tg_table_name <> 'notice' OR NOT EXISTS (
            SELECT FROM ledger.notice AS before
            WHERE before.book_id = (told.fact ->> 'book_id')::integer
                AND before.notice_id = (told.fact ->> 'notice_id')::bigint
                AND before.log_position < (told.fact ->> 'log_position')::bigint
                AND before.starts_on = (told.fact ->> tg_argv[0])::date
        )
        GROUP BY 1
    ) AS dated
    WHERE ledger.month_of(dated.occurred_on) <= ledger.closed_through(dated.book_id)
    ORDER BY dated.book_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(5, 'period_closed', to_jsonb(refused));
    END IF;
    RETURN NULL;
END
$$;
