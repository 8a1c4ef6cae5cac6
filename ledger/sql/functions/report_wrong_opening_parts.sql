-- Names parts of `opening` that do not fit what the ledger has: of a contract, with what other
-- openings brought of it, more than it is worth; and parts of an opening that was posted before and
-- said otherwise. A row is named once.
CREATE OR REPLACE FUNCTION ledger.report_wrong_opening_parts()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.place[1], asked.place[2], 'contract_code', 'opening_exceeds_contract',
        jsonb_build_object(
            'contract', contract.contract_code, 'amount', contract.amount, 'opened', found.amount
        )
    FROM (
        SELECT
            book_id, contract_id, sum(amount) AS amount,
            min(ARRAY[sheet_number, row_number]) AS place
        FROM opening
        WHERE contract_id IS NOT NULL
        GROUP BY book_id, contract_id
    ) AS asked
    INNER JOIN ledger.contract AS contract
        ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
    CROSS JOIN LATERAL (
        SELECT asked.amount + coalesce(sum(known.amount), 0) AS amount
        FROM ledger.opening_balance AS known
        WHERE known.book_id = asked.book_id AND known.contract_id = asked.contract_id
            AND known.source_id NOT IN (
                SELECT said.source_id FROM opening AS said WHERE said.book_id = asked.book_id
            )
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
            )
    ) AS found
    WHERE found.amount > contract.amount;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        place[1], place[2], 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', reference, 'fields', fields)
    FROM (
        SELECT
            min(ARRAY[asked.sheet_number, asked.row_number]) AS place,
            source.external_reference AS reference,
            string_agg(DISTINCT CASE parts.kind
                WHEN 'treasury' THEN 'cash_amount' ELSE parts.kind || '_amount'
            END, E'\n') AS fields
        FROM (
            SELECT book_id, source_id, kind, project_id, contract_id, sum(amount) AS amount
            FROM (
                SELECT book_id, source_id, kind, project_id, contract_id, amount
                FROM opening
                WHERE already
                UNION ALL
                SELECT
                    known.book_id, known.source_id, known.kind, known.project_id,
                    known.contract_id, -known.amount
                FROM ledger.opening_balance AS known
                WHERE (known.book_id, known.source_id) IN (
                    SELECT book_id, source_id FROM opening WHERE already
                )
            ) AS both_sides
            GROUP BY book_id, source_id, kind, project_id, contract_id
            HAVING sum(amount) <> 0
        ) AS parts
        INNER JOIN ledger.source AS source
            ON parts.book_id = source.book_id AND parts.source_id = source.log_position
        INNER JOIN opening AS asked
            ON parts.book_id = asked.book_id AND parts.source_id = asked.source_id
        GROUP BY source.external_reference, source.book_id, source.log_position
    ) AS differing;
END
$$;
