-- Posts what changes contracts after their signing: more money bound, or bound money freed.
CREATE OR REPLACE FUNCTION ledger.import_contract_changes(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE changing AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.contract_code,
        given.kind,
        CASE given.kind WHEN 'supplement' THEN 'commit' ELSE 'release' END AS direction,
        CASE given.kind WHEN 'supplement' THEN 'commitment' ELSE 'release' END AS event,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.amount,
        given.source_document,
        given.source_line,
        given.evidence,
        concat_ws(' ', given.contract_code, given.evidence) AS summary,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.kind, given.contract_code, given.occurred_on, given.source_document,
                given.source_line
            )
        ) AS external_reference,
        contract.log_position AS contract_id,
        contract.project_id,
        contract.signed_on,
        NULL::text AS project_code,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM staged_contract_changes AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'contract_code', 'unknown_contract',
        jsonb_build_object('contract', contract_code)
    FROM changing
    WHERE contract_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'change_before_signing',
        jsonb_build_object('contract', contract_code, 'signed_on', signed_on)
    FROM changing
    WHERE occurred_on < signed_on
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'required', '{}'::jsonb
    FROM changing
    WHERE amount IS NULL AND kind <> 'termination';
    PERFORM ledger.report_repeated_references('changing', 'contract_code');
    PERFORM ledger.resolve_sources('changing');
    UPDATE changing SET project_code = project.project_code
    FROM ledger.project AS project
    WHERE changing.book_id = project.book_id AND changing.project_id = project.log_position;
    PERFORM ledger.pass_over_posted(
        'changing', 'commitment', 'contract_code',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "contract_id": "contract_code", "kind": "kind"}'
    );
    PERFORM ledger.drop_faulty_rows('changing');
    DELETE FROM changing WHERE already OR contract_id IS NULL;
    PERFORM ledger.infer_changed_sources();
    PERFORM ledger.drop_faulty_rows('changing');
    DELETE FROM changing WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('changing');
    PERFORM ledger.open_row_vouchers('changing', author);
    INSERT INTO ledger.commitment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on, evidence
    FROM changing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    PERFORM ledger.register_changed_contracts(author);
    DROP TABLE changing;
    RETURN posted;
END
$$;
