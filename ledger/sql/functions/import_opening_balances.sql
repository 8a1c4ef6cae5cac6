-- Posts how far the money of opening sources had come: what was with projects, under contracts or
-- paid, and the cash that stood in the treasury; under the vouchers of those sources.
CREATE OR REPLACE FUNCTION ledger.import_opening_balances(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE opening AS
    SELECT
        book.book_id,
        given.sheet_number,
        given.row_number,
        part.kind,
        part.amount,
        given.occurred_on,
        CASE WHEN part.kind <> 'treasury' THEN given.project_code END AS project_code,
        CASE WHEN part.kind IN ('committed', 'disbursed') THEN given.contract_code END
            AS contract_code,
        source.log_position AS source_id,
        source.voucher_id,
        voucher.recorded_at AS opened_at,
        voucher.import_id <> book.import_id AS already,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id
    FROM staged_opening_balances AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    CROSS JOIN LATERAL (
        VALUES
        ('assigned', given.assigned_amount), ('committed', given.committed_amount),
        ('disbursed', given.disbursed_amount), ('treasury', given.cash_amount)
    ) AS part (kind, amount)
    INNER JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.document_no = source.document_no
        AND coalesce(given.document_line, 1) = source.document_line AND source.kind = 'opening'
    INNER JOIN ledger.voucher AS voucher
        ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
    WHERE part.amount IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
    );

    PERFORM ledger.resolve_projects('opening');
    PERFORM ledger.resolve_contracts('opening');
    PERFORM ledger.report_wrong_opening_parts();
    PERFORM ledger.drop_faulty_rows('opening');
    DELETE FROM opening
    WHERE already OR (project_code IS NOT NULL AND project_id IS NULL)
        OR (contract_code IS NOT NULL AND contract_id IS NULL);

    PERFORM ledger.place_rows('opening');
    INSERT INTO ledger.opening_balance (
        book_id, log_position, recorded_at, voucher_id, import_row, source_id, kind, project_id,
        contract_id, amount, occurred_on
    )
    SELECT
        book_id, log_position, opened_at, voucher_id, row_number, source_id, kind, project_id,
        contract_id, amount, occurred_on
    FROM opening;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE opening;
    RETURN posted;
END
$$;
