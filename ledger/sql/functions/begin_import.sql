-- Prepares what an import keeps through its transaction: the staging tables that rows are copied
-- into (given with their columns; those of streamed sheets take rows until the end), and its own:
-- which book has which import, which row opened which voucher, what its payments have named so
-- far. All belong to the owner, so that nobody else puts a table of their own in their place.
-- Under a draft the import is that of its drafter, and whoever posts it may do so (promise 6);
-- without one it is a trial of whoever acts, which cannot be committed. A draft has one import in a
-- transaction: what a first one posted could be forgotten by throwing its tables away.
CREATE OR REPLACE FUNCTION ledger.begin_import(
    of_draft_id bigint, name_of_file text, sha256_of_file text, is_partial boolean, staging jsonb
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    staged record;
    mine text;
    posting ledger.draft;
BEGIN
    FOR staged IN
        SELECT listed.key AS name, listed.value AS columns
        FROM jsonb_each(staging) AS listed
    LOOP
        IF staged.name !~ '^staged_[a-z_]+$' OR EXISTS (
            SELECT FROM jsonb_array_elements(staged.columns) AS listed
            WHERE listed ->> 1 !~ '^(text|date|bytea|boolean|smallint|integer|numeric(\(18,[23]\))?)$'
        ) THEN
            RAISE EXCEPTION 'no staging table can be made of %', staged;
        END IF;
        EXECUTE format(
            'CREATE TEMPORARY TABLE %I (%s) ON COMMIT DROP', staged.name,
            (
                SELECT string_agg(format('%I %s', listed ->> 0, listed ->> 1), ', ' ORDER BY nth)
                FROM jsonb_array_elements(staged.columns) WITH ORDINALITY AS each (listed, nth)
            )
        );
    END LOOP;
    CREATE TEMPORARY TABLE staged_faulty (sheet text) ON COMMIT DROP;
    mine := quote_ident((
        SELECT schema.nspname FROM pg_namespace AS schema WHERE schema.oid = pg_my_temp_schema()
    ));
    EXECUTE format('GRANT INSERT ON ALL TABLES IN SCHEMA %s TO mingzhang_app', mine);

    CREATE TEMPORARY TABLE staged_problem (
        sheet_number smallint, row_number integer, column_key text, code text, details jsonb
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_book (
        division_id text PRIMARY KEY, book_id integer, import_id bigint
    ) ON COMMIT DROP;
    -- Whoever imports may ask what it comes to.
    GRANT SELECT ON staged_problem, staged_book TO mingzhang_app;
    CREATE TEMPORARY TABLE staged_import (
        draft_id bigint, author text, reviewed_by text, posted_by text, file_name text,
        file_sha256 text, partial boolean, frozen boolean
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_digest (
        nth integer GENERATED ALWAYS AS IDENTITY, digest bytea
    ) ON COMMIT DROP;
    -- The personal numbers that it brings, which go into the vault at its end.
    CREATE TEMPORARY TABLE brought_number (kind text, hashed bytea, sealed bytea) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_voucher (
        book_id integer, voucher_id bigint, sheet_number smallint, row_number integer
    ) ON COMMIT DROP;
    -- The keys tell the planner what it would otherwise need statistics for.
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

    IF of_draft_id IS NULL THEN
        INSERT INTO staged_import
        VALUES (
            NULL, ledger.acting_login(), NULL, NULL, name_of_file, sha256_of_file, is_partial, FALSE
        );
    ELSE
        posting := ledger.take_reviewed_draft(of_draft_id);
        IF posting.posted_in = pg_current_xact_id()::text::bigint THEN
            PERFORM ledger.refuse(
                6, 'not_as_reviewed', jsonb_build_object('draft', of_draft_id)
            );
        END IF;
        UPDATE ledger.draft SET posted_in = pg_current_xact_id()::text::bigint
        WHERE draft_id = of_draft_id;
        INSERT INTO staged_import
        VALUES (
            of_draft_id, posting.drafted_by, posting.reviewed_by, ledger.acting_login(),
            posting.name, posting.content_sha256, posting.partial, FALSE
        );
    END IF;
END
$$;
