-- Registers contracts with their suppliers, and commits the money of each row's source.
CREATE OR REPLACE FUNCTION ledger.import_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE contracting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.contract_code,
        given.project_code,
        given.supplier_name AS name,
        given.kind AS contract_kind,
        given.procurement_method,
        given.signed_on,
        given.signed_on AS occurred_on,
        'day' AS occurred_on_precision,
        'commitment' AS event,
        concat_ws(' ', given.contract_code, given.supplier_name) AS summary,
        given.amount,
        coalesce(given.retention_percent, 0) AS retention_percent,
        given.settled_on,
        given.retention_until,
        given.awarded_on,
        given.awarded_to,
        given.award_amount,
        given.method_ground,
        given.filed_on,
        given.published_on,
        given.estimate_amount,
        given.bid_bond_amount,
        given.performance_bond_amount,
        given.source_document,
        given.source_line,
        given.effective_on,
        given.evidence,
        given.supplier_identity_hash AS identity_hash,
        given.supplier_identity_masked AS identity_masked,
        given.supplier_identity_sealed AS identity_sealed,
        NULL::bigint AS payee_id,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already,
        concat_ws('|', given.contract_code, given.source_document, given.source_line)
            AS external_reference
    FROM staged_contracts AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('contracting', 'contract_code');
    PERFORM ledger.mark_opened_contracts();
    PERFORM ledger.resolve_projects('contracting');
    PERFORM ledger.resolve_sources('contracting');
    PERFORM ledger.infer_sources('contracting');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'contract_code', 'contract_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number,
            (project_code, name, signed_on, retention_percent) AS terms,
            first_value((project_code, name, signed_on, retention_percent)) OVER (
                PARTITION BY book_id, contract_code ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM contracting
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms;

    UPDATE contracting SET already = TRUE
    FROM ledger.commitment AS known
    WHERE contracting.book_id = known.book_id
        AND contracting.external_reference = known.external_reference;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        contracting.sheet_number, contracting.row_number, 'amount', 'contract_amount_changed',
        jsonb_build_object('contract', contracting.contract_code)
    FROM contracting
    INNER JOIN ledger.contract AS contract
        ON contracting.book_id = contract.book_id
        AND contracting.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    LEFT JOIN ledger.commitment AS known
        ON contracting.book_id = known.book_id
        AND contracting.external_reference = known.external_reference
    WHERE known.amount IS DISTINCT FROM contracting.amount AND (
        known.amount IS NOT NULL
        OR (
            NOT contracting.already
            AND ledger.is_committed(contracting.book_id, contract.log_position)
        )
    );

    PERFORM ledger.drop_faulty_rows('contracting');
    DELETE FROM contracting WHERE source_id IS NULL OR project_id IS NULL;
    PERFORM ledger.report_unpostable_days('contracting', 'signed_on');

    -- Suppliers are found or registered as payees, just as those of payments are.
    CREATE TEMPORARY TABLE party AS
    SELECT
        ordinal AS party, book_id, import_id, NULL::text AS payee_code, name,
        'enterprise' AS kind, identity_hash, identity_masked, identity_sealed,
        NULL::bytea AS account_hash
    FROM contracting;
    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    UPDATE contracting SET payee_id = paid_payee.payee_id
    FROM paid_payee
    WHERE contracting.ordinal = paid_payee.party;
    DROP TABLE party, paid_payee;

    posted := ledger.register_contracts(author);
    posted := posted + ledger.commit_contracted_money(author);
    DROP TABLE contracting;
    RETURN posted;
END
$$;
