-- Promises 5 and 9, whoever posts and by whatever path: a closed period takes nothing, and a book
-- that began with opening balances has nothing from before their day, and one such day: what was
-- before is in the balances, and would count twice. One look for both: every posting pays for it.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT posted.* INTO wrong
    FROM (
        SELECT
            named.*,
            ledger.closed_through(named.book_id) AS closed_through,
            ledger.opening_day(named.book_id) AS opened_on
        FROM (
            SELECT
                book_id, min(period) AS period, min(occurred_on) AS occurred_on,
                min(occurred_on) FILTER (WHERE event NOT IN ('opening', 'reversal')) AS moved_on,
                min(occurred_on) FILTER (WHERE event = 'opening') AS opens_on
            FROM new_rows
            GROUP BY book_id
        ) AS named
    ) AS posted
    WHERE posted.period <= posted.closed_through OR posted.moved_on < posted.opened_on
        OR (posted.opens_on IS NOT NULL
            AND ledger.posted_before_opening(posted.book_id, posted.opens_on) IS NOT NULL)
    ORDER BY posted.book_id
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF wrong.period <= wrong.closed_through THEN
        PERFORM ledger.refuse(5, 'period_closed', jsonb_build_object(
            'book_id', wrong.book_id, 'period', wrong.period, 'occurred_on', wrong.occurred_on
        ));
    END IF;
    PERFORM ledger.refuse(9, 'before_opening', jsonb_build_object(
        'book_id', wrong.book_id,
        'opened_on', coalesce(wrong.opened_on, wrong.opens_on),
        'voucher', coalesce(
            ledger.posted_before_opening(wrong.book_id, wrong.opens_on),
            (
                SELECT min(period || '-' || number)
                FROM new_rows
                WHERE book_id = wrong.book_id AND event NOT IN ('opening', 'reversal')
            )
        )
    ));
    RETURN NULL;
END
$$;
