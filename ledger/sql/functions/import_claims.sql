-- Records claims for payment as they were handed in.
CREATE OR REPLACE FUNCTION ledger.import_claims(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE claiming AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.claim_code,
        given.project_code, given.contract_code, given.claimant, given.payee_name, given.stage,
        coalesce(given.is_final, FALSE) AS is_final,
        given.amount, given.progress_percent, given.submitted_on, given.attachments,
        given.evidence,
        given.claim_code AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already
    FROM staged_claims AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('claiming', 'claim_code');
    PERFORM ledger.resolve_projects('claiming');
    PERFORM ledger.resolve_contracts('claiming');
    PERFORM ledger.report_days_to_come('claiming', 'submitted_on');
    PERFORM ledger.pass_over_recorded(
        'claiming', 'claim', 'claim_code',
        '{"amount": "amount", "submitted_on": "submitted_on", "project_id": "project_code",
          "contract_id": "contract_code", "stage": "stage", "claimant": "claimant",
          "payee_name": "payee_name", "is_final": "is_final"}',
        'claim_code'
    );
    PERFORM ledger.report_closed_days('claiming', 'submitted_on', 'submitted_on');
    DELETE FROM claiming
    WHERE project_id IS NULL OR (contract_code IS NOT NULL AND contract_id IS NULL);
    PERFORM ledger.place_new_rows('claiming');
    INSERT INTO ledger.claim (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, claim_code,
        project_id, contract_id, claimant, payee_name, stage, is_final, amount, progress_percent,
        submitted_on, fingerprints, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, claim_code,
        project_id, contract_id, claimant, payee_name, stage, is_final, amount, progress_percent,
        submitted_on, string_to_array(attachments, ' '), evidence
    FROM claiming;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE claiming;
    RETURN posted;
END
$$;
