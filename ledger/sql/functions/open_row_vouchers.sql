-- Opens a voucher for each row of a set that is not posted yet, takes the others out, and gives
-- each row its place in the log after the vouchers, at the moment of its own: nobody can ask for a
-- moment that knows the voucher and not its row. The set has ordinal, book_id, import_id, event,
-- occurred_on, occurred_on_precision, summary and already; it gets voucher_id.
CREATE OR REPLACE FUNCTION ledger.open_row_vouchers(set_of_rows text, author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        DELETE FROM %1$I WHERE already;
        ALTER TABLE %1$I ADD COLUMN voucher_id bigint, ADD COLUMN opened_at timestamptz;
        UPDATE %1$I AS asked SET voucher_id = opened.voucher_id, opened_at = opened.recorded_at
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, event, occurred_on, occurred_on_precision, summary, %2$L,
                import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM %1$I
        )) AS opened
        WHERE asked.ordinal = opened.ordinal;
        INSERT INTO staged_voucher (book_id, voucher_id, sheet_number, row_number)
        SELECT book_id, voucher_id, sheet_number, row_number FROM %1$I;
        $query$,
        set_of_rows, author
    );
    PERFORM ledger.place_rows(set_of_rows);
    EXECUTE format('UPDATE %I SET recorded_at = opened_at', set_of_rows);
END
$$;
