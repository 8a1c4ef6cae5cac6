-- The business date of this moment.
CREATE OR REPLACE FUNCTION ledger.today_in_beijing()
RETURNS date
LANGUAGE sql
STABLE
AS $$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date; $$;
