-- Fills in the source of rows that name a project but no document: the one source the project was
-- assigned money from. A row whose project has several, or none, is named.
CREATE OR REPLACE FUNCTION ledger.infer_sources(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET source_id = only_one.source_id
        FROM (
            SELECT book_id, project_id, min(source_id) AS source_id
            FROM ledger.balance
            WHERE kind = 'assigned'
                AND (book_id, project_id) IN (
                    SELECT book_id, project_id FROM %1$I WHERE source_document IS NULL
                )
            GROUP BY book_id, project_id
            HAVING count(*) = 1
        ) AS only_one
        WHERE asked.source_document IS NULL AND asked.book_id = only_one.book_id
            AND asked.project_id = only_one.project_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'source_document',
            CASE WHEN assigned.n = 0 THEN 'no_source_of_project' ELSE 'source_needed' END,
            jsonb_build_object('project', asked.project_code, 'documents', assigned.documents)
        FROM %1$I AS asked
        CROSS JOIN LATERAL (
            SELECT count(*) AS n, string_agg(source.document_no, '、') AS documents
            FROM ledger.balance AS balance
            INNER JOIN ledger.source AS source
                ON balance.book_id = source.book_id AND balance.source_id = source.log_position
            WHERE balance.book_id = asked.book_id AND balance.project_id = asked.project_id
                AND balance.kind = 'assigned'
        ) AS assigned
        WHERE asked.source_document IS NULL AND asked.source_id IS NULL
            AND asked.project_id IS NOT NULL
            AND NOT (
                assigned.n = 0
                AND EXISTS (SELECT FROM staged_faulty WHERE sheet = 'assignments')
            )
        $query$,
        set_of_rows
    );
END
$$;
