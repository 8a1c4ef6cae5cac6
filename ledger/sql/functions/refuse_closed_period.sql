-- Promise 5: a closed period takes nothing, whoever posts and by whatever path.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    closed record;
BEGIN
    SELECT new_rows.book_id, new_rows.period, new_rows.occurred_on INTO closed
    FROM new_rows
    INNER JOIN ledger.period_closing AS closing
        ON new_rows.book_id = closing.book_id AND new_rows.period = closing.period
    ORDER BY new_rows.book_id, new_rows.period
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(5, 'period_closed', to_jsonb(closed));
    END IF;
    RETURN NULL;
END
$$;
