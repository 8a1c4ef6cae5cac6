-- Records who may be paid under a contract besides its supplier, and from which day.
CREATE OR REPLACE FUNCTION ledger.import_payee_substitutions(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE substituting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.contract_code,
        given.kind, given.occurred_on, given.document_no, given.evidence,
        given.payee_code, given.payee_name AS name,
        given.identity_hash, given.identity_masked, given.identity_sealed,
        coalesce(
            given.external_reference,
            concat_ws('|', given.contract_code, given.document_no, given.payee_name)
        ) AS external_reference,
        NULL::text AS project_code,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        NULL::bigint AS payee_id,
        FALSE AS already
    FROM staged_payee_substitutions AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('substituting', 'document_no');
    PERFORM ledger.resolve_contracts('substituting');
    PERFORM ledger.report_days_to_come('substituting', 'occurred_on');
    PERFORM ledger.drop_faulty_rows('substituting');

    -- They are found or registered as payees, just as those of payments are.
    CREATE TEMPORARY TABLE party AS
    SELECT
        ordinal AS party, book_id, import_id, payee_code, name, NULL::text AS kind,
        identity_hash, identity_masked, identity_sealed, NULL::bytea AS account_hash
    FROM substituting
    WHERE contract_id IS NOT NULL;
    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    UPDATE substituting SET payee_id = paid_payee.payee_id
    FROM paid_payee
    WHERE substituting.ordinal = paid_payee.party;
    DROP TABLE party, paid_payee;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'payee_code', 'unknown_payee',
        jsonb_build_object('payee', payee_code)
    FROM substituting
    WHERE payee_id IS NULL AND contract_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payees');

    PERFORM ledger.pass_over_recorded(
        'substituting', 'payee_substitution', 'document_no',
        '{"contract_id": "contract_code", "kind": "kind", "payee_id": "payee_name",
          "occurred_on": "occurred_on", "document_no": "document_no"}'
    );
    PERFORM ledger.report_closed_days('substituting', 'occurred_on', 'occurred_on');
    DELETE FROM substituting WHERE contract_id IS NULL OR payee_id IS NULL;
    PERFORM ledger.place_new_rows('substituting');
    INSERT INTO ledger.payee_substitution (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, contract_id, payee_id, kind, occurred_on, document_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        contract_id, payee_id, kind, occurred_on, document_no, evidence
    FROM substituting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE substituting;
    RETURN posted;
END
$$;
