-- Promise 5: a closed period takes nothing, whoever posts and by whatever path.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    closed record;
BEGIN
    SELECT posted.book_id, posted.period, posted.occurred_on INTO closed
    FROM (
        SELECT
            new_rows.book_id, min(new_rows.period) AS period,
            min(new_rows.occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY new_rows.book_id
    ) AS posted
    WHERE posted.period <= ledger.closed_through(posted.book_id)
    ORDER BY posted.book_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(5, 'period_closed', to_jsonb(closed));
    END IF;
    RETURN NULL;
END
$$;
