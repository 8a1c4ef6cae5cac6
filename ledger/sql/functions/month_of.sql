-- The month of a day, as a number: 202403.
CREATE OR REPLACE FUNCTION ledger.month_of(some_day date)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$
SELECT (extract(YEAR FROM some_day) * 100 + extract(MONTH FROM some_day))::integer;
$$;
