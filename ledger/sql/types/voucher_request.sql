-- What a caller says of a voucher it wants opened; `ordinal` tells the answers apart.
DO $$
BEGIN
    CREATE TYPE ledger.voucher_request AS (
        ordinal bigint,
        book_id integer,
        event text,
        occurred_on date,
        date_precision text,
        summary text,
        recorded_by text,
        import_id bigint,
        reverses_id bigint,
        reversal_reason text
    );
EXCEPTION
    -- It is there; a change of it is a migration's.
    WHEN duplicate_object THEN NULL;
END
$$;
