-- Undoes a voucher: the same entries with debit and credit exchanged, linked, with a reason.
CREATE OR REPLACE FUNCTION ledger.reverse_voucher(
    of_book_id integer, undone_id bigint, reversed_on date, reason text, author text,
    from_import_id bigint DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    undone ledger.voucher;
    opened bigint;
BEGIN
    SELECT * INTO undone
    FROM ledger.voucher
    WHERE book_id = of_book_id AND log_position = undone_id;
    IF NOT FOUND OR ledger.why_not_reversed(of_book_id, undone_id, reversed_on) IS NOT NULL THEN
        PERFORM ledger.refuse(2, 'cannot_reverse', jsonb_build_object(
            'voucher', undone_id, 'event', undone.event, 'occurred_on', undone.occurred_on
        ));
    END IF;

    SELECT voucher_id INTO STRICT opened
    FROM ledger.open_vouchers(ARRAY[(
        1, of_book_id, 'reversal', reversed_on, 'day', undone.summary, author,
        from_import_id, undone_id, reason
    )::ledger.voucher_request]);

    PERFORM ledger.write_entries(array_agg((
        entry.book_id, opened, entry.side, entry.source_id,
        entry.debit_kind, entry.debit_project_id, entry.debit_contract_id,
        entry.credit_kind, entry.credit_project_id, entry.credit_contract_id, entry.amount
    )::ledger.movement ORDER BY entry.line_number))
    FROM ledger.entry AS entry
    WHERE entry.book_id = of_book_id AND entry.voucher_id = undone_id;
    RETURN opened;
END
$$;
