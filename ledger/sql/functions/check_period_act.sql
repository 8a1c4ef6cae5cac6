-- Promises 5 and 6, for the acts themselves: only what is over is closed; only the last closed
-- month is reopened, and a closed year's only with the year; whoever asks for it does not grant
-- it.
CREATE OR REPLACE FUNCTION ledger.check_period_act()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    is_year boolean := new.period < 10000;
    last_month integer := CASE WHEN is_year THEN new.period * 100 + 12 ELSE new.period END;
    today date := ledger.today_in_beijing();
    standing integer := ledger.closed_through(new.book_id);
    year_is_closed boolean;
    asked record;
BEGIN
    new.closed_through := NULL;
    new.asked_id := NULL;
    SELECT latest.act = 'closed' INTO year_is_closed
    FROM ledger.period_closing AS latest
    WHERE latest.book_id = new.book_id AND latest.period = last_month / 100
        AND latest.act <> 'reopening_asked'
    ORDER BY latest.log_position DESC
    LIMIT 1;
    year_is_closed := coalesce(year_is_closed, FALSE);

    IF new.act = 'closed' THEN
        -- From its last day on: the books of a month are closed at its end.
        IF last_month > ledger.month_of(today)
            OR (last_month = ledger.month_of(today)
                AND ledger.month_of(today + 1) = last_month)
        THEN
            PERFORM ledger.refuse(5, 'period_not_over', jsonb_build_object('period', new.period));
        END IF;
        IF year_is_closed OR (NOT is_year AND last_month <= standing) THEN
            PERFORM ledger.refuse(
                5, 'period_closed_already', jsonb_build_object('period', new.period)
            );
        END IF;
        new.closed_through := greatest(last_month, standing);
        RETURN new;
    END IF;

    IF (CASE WHEN is_year THEN year_is_closed ELSE last_month <= standing END) IS NOT TRUE THEN
        PERFORM ledger.refuse(5, 'period_not_closed', jsonb_build_object('period', new.period));
    END IF;
    IF last_month < standing THEN
        PERFORM ledger.refuse(
            5, 'later_period_closed', jsonb_build_object('period', new.period, 'later', standing)
        );
    END IF;
    IF year_is_closed AND NOT is_year THEN
        PERFORM ledger.refuse(
            5, 'year_closed', jsonb_build_object('period', new.period, 'year', last_month / 100)
        );
    END IF;

    -- A request stands until something of the book is closed or reopened.
    SELECT request.log_position, request.recorded_by INTO asked
    FROM ledger.period_closing AS request
    WHERE request.book_id = new.book_id AND request.period = new.period
        AND request.act = 'reopening_asked'
        AND NOT EXISTS (
            SELECT FROM ledger.period_closing AS since
            WHERE since.book_id = request.book_id AND since.closed_through IS NOT NULL
                AND since.log_position > request.log_position
        );
    IF new.act = 'reopening_asked' AND FOUND THEN
        PERFORM ledger.refuse(
            5, 'reopening_asked_already',
            jsonb_build_object('period', new.period, 'login', asked.recorded_by)
        );
    ELSIF new.act = 'reopened' AND NOT FOUND THEN
        PERFORM ledger.refuse(5, 'reopening_not_asked', jsonb_build_object('period', new.period));
    ELSIF new.act = 'reopened' THEN
        IF asked.recorded_by = new.recorded_by THEN
            PERFORM ledger.refuse(
                6, 'reopening_own_request',
                jsonb_build_object('period', new.period, 'login', new.recorded_by)
            );
        END IF;
        new.asked_id := asked.log_position;
        new.closed_through := CASE
            WHEN mod(last_month, 100) = 1 THEN last_month - 89
            ELSE last_month - 1
        END;
    END IF;
    RETURN new;
END
$$;
