-- Finds what the batches of a slice of payments name, and adds them to `paid_batch`; those that
-- name something unknown go to `refused_batch`, with what is wrong.
CREATE OR REPLACE FUNCTION ledger.resolve_batches()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- In `resolve_projects` and the like a batch stands for its rows: its number is the row's.
    CREATE TEMPORARY TABLE naming AS
    SELECT
        given.*,
        book.book_id,
        book.import_id,
        NULL::bigint AS project_id,
        NULL::bigint AS source_id,
        contract.log_position AS contract_id,
        contract.project_id AS contract_project_id,
        claim.log_position AS claim_id,
        NULL::text AS refusal,
        0::smallint AS sheet_number,
        given.batch AS row_number,
        FALSE AS already
    FROM staged_disbursements_batch AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND given.claim_code = claim.claim_code;
    CREATE TEMPORARY TABLE said_before AS SELECT * FROM staged_problem;
    TRUNCATE staged_disbursements_batch, staged_problem;

    PERFORM ledger.resolve_projects('naming');
    PERFORM ledger.resolve_sources('naming');
    -- A payment under a contract that binds money of one source is made from it.
    UPDATE naming SET source_id = bound.source_id
    FROM (
        SELECT book_id, contract_id, min(source_id) AS source_id
        FROM ledger.balance
        WHERE kind = 'committed' AND (book_id, contract_id) IN (
            SELECT book_id, contract_id FROM naming WHERE source_document IS NULL
        )
        GROUP BY book_id, contract_id
        HAVING count(*) = 1
    ) AS bound
    WHERE naming.source_document IS NULL AND naming.book_id = bound.book_id
        AND naming.contract_id = bound.contract_id;
    PERFORM ledger.infer_sources('naming');
    UPDATE naming SET refusal = ledger.claim_refusal(
        book_id, claim_id, project_id, contract_id, occurred_on
    )
    WHERE claim_id IS NOT NULL;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'contract_code', 'unknown_contract',
        jsonb_build_object('contract', contract_code)
    FROM naming
    WHERE contract_code IS NOT NULL AND contract_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
    UNION ALL
    SELECT
        naming.sheet_number, naming.row_number, 'contract_code', 'contract_of_other_project',
        jsonb_build_object('contract', naming.contract_code, 'project', project.project_code)
    FROM naming
    INNER JOIN ledger.project AS project
        ON naming.book_id = project.book_id AND naming.contract_project_id = project.log_position
    WHERE naming.project_id <> naming.contract_project_id
    UNION ALL
    SELECT
        sheet_number, row_number, 'claim_code', 'unknown_claim',
        jsonb_build_object('claim', claim_code)
    FROM naming
    WHERE claim_code IS NOT NULL AND claim_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'claims')
    UNION ALL
    SELECT
        sheet_number, row_number, 'claim_code', refusal,
        ledger.payment_grounds(book_id, contract_id, claim_id)
    FROM naming
    WHERE refusal IS NOT NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet IN ('claim_steps', 'sign_offs'));
    PERFORM ledger.report_unpostable_days('naming');

    INSERT INTO refused_batch (batch, column_key, code, details)
    SELECT row_number, column_key, code, details FROM staged_problem;
    TRUNCATE staged_problem;
    INSERT INTO staged_problem SELECT * FROM said_before;
    INSERT INTO paid_batch (
        batch, book_id, import_id, batch_no, occurred_on, project_id, source_id, contract_id,
        claim_id, stage, method, cash_purpose, purpose, approved_on, approved_by, approval_limit,
        period_from
    )
    SELECT
        batch, book_id, import_id, batch_no, occurred_on, project_id, source_id, contract_id,
        claim_id, stage, method, cash_purpose, purpose, approved_on, approved_by, approval_limit,
        period_from
    FROM naming
    WHERE project_id IS NOT NULL AND source_id IS NOT NULL
        AND (claim_code IS NULL OR claim_id IS NOT NULL) AND refusal IS NULL
        AND batch NOT IN (SELECT refused.batch FROM refused_batch AS refused);
    DROP TABLE naming, said_before;
END
$$;
