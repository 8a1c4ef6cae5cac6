-- Finds the source that each row of a set names by document and line, and names the rows that
-- name none or several. The set has the columns source_document, source_line and source_id.
CREATE OR REPLACE FUNCTION ledger.resolve_sources(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET source_id = found.source_id
        FROM (
            SELECT
                named.book_id, named.source_document, named.source_line,
                min(source.log_position) AS source_id
            FROM (
                SELECT DISTINCT book_id, source_document, source_line FROM %1$I
            ) AS named
            INNER JOIN ledger.source AS source
                ON named.book_id = source.book_id AND named.source_document = source.document_no
                AND coalesce(named.source_line, source.document_line) = source.document_line
            WHERE NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
            )
            GROUP BY named.book_id, named.source_document, named.source_line
            HAVING count(*) = 1
        ) AS found
        WHERE asked.book_id = found.book_id AND asked.source_document = found.source_document
            AND asked.source_line IS NOT DISTINCT FROM found.source_line
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'source_document',
            CASE WHEN candidates.n > 1 THEN 'ambiguous_source' ELSE 'unknown_source' END,
            jsonb_build_object('document', asked.source_document, 'count', candidates.n)
        FROM %1$I AS asked
        CROSS JOIN LATERAL (
            SELECT count(*) AS n
            FROM ledger.source AS source
            WHERE source.book_id = asked.book_id AND source.document_no = asked.source_document
        ) AS candidates
        WHERE asked.source_id IS NULL AND asked.source_document IS NOT NULL
            AND (
                candidates.n > 1
                OR NOT EXISTS (
                    SELECT FROM staged_faulty
                    WHERE sheet IN (
                        'transfers', 'appropriations', 'donations', 'other_sources',
                        'opening_balances', 'take_backs'
                    )
                )
            )
        $query$,
        set_of_rows
    );
END
$$;
