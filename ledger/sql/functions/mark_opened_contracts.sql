-- Marks the rows of `contracting` whose money an opening balance brings, in this file or earlier:
-- the contract is registered, and what it still binds is said there. A row that names no document
-- gets that of the opening. What its rows come to must still be the amount of a registered contract
-- that was opened, or whose opening was reversed, so that they bind its money now.
CREATE OR REPLACE FUNCTION ledger.mark_opened_contracts()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    UPDATE contracting
    SET already = TRUE, source_document = opened.document_no, source_line = opened.document_line
    FROM (
        SELECT
            book.book_id, given.contract_code, given.document_no,
            coalesce(given.document_line, 1) AS document_line
        FROM staged_opening_balances AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        WHERE given.contract_code IS NOT NULL
        UNION ALL
        SELECT
            known.book_id, contract.contract_code, source.document_no, source.document_line
        FROM ledger.opening_balance AS known
        INNER JOIN ledger.contract AS contract
            ON known.book_id = contract.book_id AND known.contract_id = contract.log_position
        INNER JOIN ledger.source AS source
            ON known.book_id = source.book_id AND known.source_id = source.log_position
        WHERE NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        )
    ) AS opened
    WHERE contracting.book_id = opened.book_id
        AND contracting.contract_code = opened.contract_code
        AND coalesce(contracting.source_document, opened.document_no) = opened.document_no
        AND coalesce(contracting.source_line, opened.document_line) = opened.document_line;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        (min(ARRAY[given.sheet_number, given.row_number]))[1],
        (min(ARRAY[given.sheet_number, given.row_number]))[2],
        'amount', 'contract_amount_changed',
        jsonb_build_object('contract', given.contract_code)
    FROM contracting AS given
    INNER JOIN ledger.contract AS contract
        ON given.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    GROUP BY given.book_id, given.contract_code, contract.log_position, contract.amount
    HAVING sum(given.amount) <> contract.amount AND (
        bool_or(given.already)
        OR NOT ledger.is_committed(given.book_id, contract.log_position)
    );
END
$$;
