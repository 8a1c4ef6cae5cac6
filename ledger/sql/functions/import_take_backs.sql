-- Posts money that is taken back at the end of a year, or carried over into the next: day by day,
-- because what was carried over may be carried over again.
CREATE OR REPLACE FUNCTION ledger.import_take_backs(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    of_day date;
    posted integer := 0;
BEGIN
    FOR of_day IN
        SELECT DISTINCT given.occurred_on FROM staged_take_backs AS given ORDER BY given.occurred_on
    LOOP
        posted := posted + ledger.post_take_backs(of_day, author);
    END LOOP;
    RETURN posted;
END
$$;
