-- Leaves the rows of a set that can be recorded, and gives each its place in the log of its book:
-- those that something was said of, and those on record already, are taken out.
CREATE OR REPLACE FUNCTION ledger.place_new_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.drop_faulty_rows(set_of_rows);
    EXECUTE format('DELETE FROM %I WHERE already', set_of_rows);
    PERFORM ledger.place_rows(set_of_rows);
END
$$;
