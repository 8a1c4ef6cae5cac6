-- The sums of the import under way, by book and event, in yuan. Its own vouchers are newer than all
-- statistics, which take them for none: each is asked for its amount by itself, or the plan goes
-- through all entries of the book for each. Whoever imports sees the sums of what they staged.
CREATE OR REPLACE FUNCTION ledger.sums_of_import()
RETURNS TABLE (book text, event text, vouchers bigint, amount numeric)
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT division.name, own.event, count(*), sum(moved.amount)
    FROM staged_book AS staged
    INNER JOIN ledger.division AS division ON staged.division_id = division.division_id
    INNER JOIN ledger.voucher AS own
        ON staged.book_id = own.book_id AND own.log_position > staged.import_id
    CROSS JOIN LATERAL (
        SELECT sum(entry.amount) AS amount
        FROM ledger.amount_entry AS entry
        WHERE entry.book_id = own.book_id AND entry.voucher_id = own.log_position
    ) AS moved
    WHERE own.import_id = staged.import_id AND moved.amount IS NOT NULL
    GROUP BY staged.book_id, division.name, own.event
    ORDER BY staged.book_id, min(own.log_position);
END
$$;
