-- Names, for every account that the import would leave below zero, the row that first takes more
-- than there is. What was taken before this import comes first, then its rows in the order in which
-- things happened.
CREATE OR REPLACE FUNCTION ledger.report_overdrafts()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    found_count integer;
BEGIN
    WITH short AS MATERIALIZED (
        SELECT balance.*
        FROM ledger.balance AS balance
        INNER JOIN staged_book AS book ON balance.book_id = book.book_id
        WHERE balance.amount < 0 AND balance.kind NOT IN ('origin', 'cash_in')
    ),
    moved AS (
        SELECT
            short.book_id, short.kind, short.source_id, short.project_id,
            short.contract_id, entry.voucher_id, entry.occurred_on, entry.log_position,
            entry.amount, FALSE AS taken
        FROM short
        INNER JOIN ledger.entry AS entry
            ON short.book_id = entry.book_id AND short.source_id = entry.source_id
            AND short.kind = entry.debit_kind
            AND short.project_id = coalesce(entry.debit_project_id, 0)
            AND short.contract_id = coalesce(entry.debit_contract_id, 0)
        UNION ALL
        SELECT
            short.book_id, short.kind, short.source_id, short.project_id,
            short.contract_id, entry.voucher_id, entry.occurred_on, entry.log_position,
            entry.amount, TRUE
        FROM short
        INNER JOIN ledger.entry AS entry
            ON short.book_id = entry.book_id AND short.source_id = entry.source_id
            AND short.kind = entry.credit_kind
            AND short.project_id = coalesce(entry.credit_project_id, 0)
            AND short.contract_id = coalesce(entry.credit_contract_id, 0)
    ),
    running AS (
        -- All that was ever given, against what had been taken by then.
        SELECT
            moved.*,
            voucher.sheet_number,
            voucher.row_number,
            sum(moved.amount) FILTER (WHERE NOT moved.taken) OVER account AS given,
            sum(moved.amount) FILTER (WHERE moved.taken) OVER (
                account
                ORDER BY voucher.voucher_id IS NOT NULL, moved.occurred_on, moved.log_position
            ) AS used
        FROM moved
        LEFT JOIN staged_voucher AS voucher
            ON moved.book_id = voucher.book_id AND moved.voucher_id = voucher.voucher_id
        WINDOW account AS (
            PARTITION BY
                moved.book_id, moved.source_id, moved.kind, moved.project_id, moved.contract_id
        )
    ),
    first_too_much AS (
        SELECT DISTINCT ON (book_id, source_id, kind, project_id, contract_id) *
        FROM running
        WHERE taken AND row_number IS NOT NULL AND used > coalesce(given, 0)
        ORDER BY
            book_id, source_id, kind, project_id, contract_id, occurred_on, log_position
    )
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        blamed.sheet_number, blamed.row_number, 'amount', 'below_zero',
        jsonb_build_object(
            'kind', blamed.kind,
            'event', voucher.event,
            'document', source.document_no,
            'project', project.project_code,
            'contract', contract.contract_code,
            'standing', coalesce(blamed.given, 0),
            'used', blamed.used,
            'excess', blamed.used - coalesce(blamed.given, 0)
        )
    FROM first_too_much AS blamed
    INNER JOIN ledger.source AS source
        ON blamed.book_id = source.book_id AND blamed.source_id = source.log_position
    INNER JOIN ledger.voucher AS voucher
        ON blamed.book_id = voucher.book_id AND blamed.voucher_id = voucher.log_position
    LEFT JOIN ledger.project AS project
        ON blamed.book_id = project.book_id AND blamed.project_id = project.log_position
    LEFT JOIN ledger.contract AS contract
        ON blamed.book_id = contract.book_id AND blamed.contract_id = contract.log_position;
    GET DIAGNOSTICS found_count = ROW_COUNT;
    RETURN found_count;
END
$$;
