-- Prepares the tables that an import keeps through its transaction: which book has which import,
-- which row opened which voucher, and what its payments have named so far. Their keys tell the
-- planner what it would otherwise need statistics for.
CREATE OR REPLACE FUNCTION ledger.begin_import()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE staged_book (
        division_id text PRIMARY KEY, book_id integer, import_id bigint
    ) ON COMMIT DROP;
    -- Whoever imports may ask what it comes to.
    GRANT SELECT ON staged_book TO public;
    CREATE TEMPORARY TABLE staged_voucher (
        book_id integer, voucher_id bigint, sheet_number smallint, row_number integer
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE paid_party (
        party integer PRIMARY KEY, payee_id bigint, bank_account_id bigint, payee_name text,
        payee_code text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE paid_batch (
        batch integer PRIMARY KEY, book_id integer, import_id bigint, voucher_id bigint,
        recorded_at timestamptz, batch_no text, occurred_on date, project_id bigint,
        source_id bigint, contract_id bigint, claim_id bigint, stage text, method text,
        cash_purpose text, purpose text, approved_on date, approved_by text,
        approval_limit numeric(18, 2), period_from date
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE own_voucher (
        sheet_number smallint, row_number integer, voucher_id bigint, recorded_at timestamptz,
        PRIMARY KEY (sheet_number, row_number)
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE refused_batch (
        batch integer, column_key text, code text, details jsonb
    ) ON COMMIT DROP;
END
$$;
