-- Names parts of `opening` that do not fit what the ledger has: of a contract more than its amount,
-- and parts of an opening that was posted before and said otherwise. A row is named once.
CREATE OR REPLACE FUNCTION ledger.report_wrong_opening_parts()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        min(opening.sheet_number), min(opening.row_number), 'contract_code',
        'opening_exceeds_contract',
        jsonb_build_object(
            'contract', contract.contract_code, 'amount', contract.amount,
            'opened', sum(opening.amount)
        )
    FROM opening
    INNER JOIN ledger.contract AS contract
        ON opening.book_id = contract.book_id AND opening.contract_id = contract.log_position
    GROUP BY contract.book_id, contract.contract_code, contract.amount
    HAVING sum(opening.amount) > contract.amount;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', reference, 'fields', fields)
    FROM (
        SELECT
            min(asked.sheet_number) AS sheet_number, min(asked.row_number) AS row_number,
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
