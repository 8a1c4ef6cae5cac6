-- Finds the contract that each row of a set names by its code, and names the rows, each once, whose
-- contract is unknown or of another project than the row's. The set has the columns contract_code,
-- contract_id, project_code and project_id; a row that names no project gets its contract's.
CREATE OR REPLACE FUNCTION ledger.resolve_contracts(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %I AS asked SET
            contract_id = contract.contract_id,
            project_id = CASE
                WHEN asked.project_code IS NULL THEN contract.project_id ELSE asked.project_id
            END
        FROM ledger.contract AS contract
        WHERE asked.book_id = contract.book_id AND asked.contract_code = contract.contract_code
            AND contract.log_position = contract.contract_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, 'contract_code', 'unknown_contract',
            jsonb_build_object('contract', contract_code)
        FROM %1$I
        WHERE contract_id IS NULL AND contract_code IS NOT NULL
            AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
        UNION
        SELECT
            asked.sheet_number, asked.row_number, 'contract_code', 'contract_of_other_project',
            jsonb_build_object('contract', asked.contract_code, 'project', project.project_code)
        FROM %1$I AS asked
        INNER JOIN ledger.contract AS contract
            ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
        INNER JOIN ledger.project AS project
            ON contract.book_id = project.book_id AND contract.project_id = project.log_position
        WHERE asked.project_id <> contract.project_id
        $query$,
        set_of_rows
    );
END
$$;
