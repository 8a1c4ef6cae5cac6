-- Sets aside the personal numbers that a set of rows brings, for the vault: `set_of_rows` has them
-- in the columns that begin with `prefix`. They are kept when the import has come to its end, in
-- one order, so that imports of the same people neither wait long for each other nor for ever.
CREATE OR REPLACE FUNCTION ledger.gather_numbers(set_of_rows text, kind text, prefix text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO brought_number (kind, hashed, sealed)'
        ' SELECT %1$L, %2$I, %3$I FROM %4$I WHERE %3$I IS NOT NULL',
        kind, prefix || '_hash', prefix || '_sealed', set_of_rows
    );
END
$$;
