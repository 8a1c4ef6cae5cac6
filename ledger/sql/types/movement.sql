-- One amount on its way from a credit to a debit account of one book, side and source.
DO $$
BEGIN
    CREATE TYPE ledger.movement AS (
        book_id integer,
        voucher_id bigint,
        side text,
        source_id bigint,
        credit_kind text,
        credit_project_id bigint,
        credit_contract_id bigint,
        debit_kind text,
        debit_project_id bigint,
        debit_contract_id bigint,
        amount numeric
    );
EXCEPTION
    -- It is there; a change of it is a migration's.
    WHEN duplicate_object THEN NULL;
END
$$;
