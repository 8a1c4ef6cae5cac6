-- How many log positions a balance slice of a level covers: 4,096, and four times as many each
-- level up. Slices that are there were made by these lengths: who changes them empties
-- balance_slice and balance_slice_day first.
CREATE OR REPLACE FUNCTION ledger.slice_positions(of_level integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$
    SELECT 4096 * (4::bigint ^ of_level)::bigint;
$$;
