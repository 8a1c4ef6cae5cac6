-- Names rows of opening balances that cannot be right by themselves: the rows of one document must
-- agree in what they say of it, and their parts must add up to its amount; its cash is no more than
-- was not paid.
CREATE OR REPLACE FUNCTION ledger.report_wrong_openings()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'document_no', 'opening_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number,
            (
                occurred_on, arrived_on, amount, fund_line, counterparty, counterparty_name,
                external_reference
            ) AS terms,
            first_value((
                occurred_on, arrived_on, amount, fund_line, counterparty, counterparty_name,
                external_reference
            )) OVER (
                PARTITION BY book, document_no, coalesce(document_line, 1)
                ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM staged_opening_balances
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms
    UNION ALL
    SELECT sheet_number, row_number, 'arrived_on', 'opened_before_arrival', '{}'::jsonb
    FROM staged_opening_balances
    WHERE arrived_on > occurred_on
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'opening_project_required', '{}'::jsonb
    FROM staged_opening_balances
    WHERE project_code IS NULL
        AND num_nonnulls(assigned_amount, committed_amount, disbursed_amount) > 0
    UNION ALL
    SELECT sheet_number, row_number, 'contract_code', 'opening_contract_required', '{}'::jsonb
    FROM staged_opening_balances
    WHERE contract_code IS NULL AND project_code IS NOT NULL AND committed_amount IS NOT NULL;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        place[1], place[2],
        CASE WHEN parts <> amount THEN 'amount' ELSE 'cash_amount' END,
        CASE WHEN parts <> amount THEN 'opening_does_not_add_up' ELSE 'opening_cash_exceeds' END,
        jsonb_build_object(
            'document', document_no, 'amount', amount, 'parts', parts, 'cash', cash,
            'unpaid', amount - paid
        )
    FROM (
        SELECT
            min(ARRAY[sheet_number, row_number]) AS place, document_no, min(amount) AS amount,
            coalesce(sum(available_amount), 0) + coalesce(sum(assigned_amount), 0)
            + coalesce(sum(committed_amount), 0) + coalesce(sum(disbursed_amount), 0) AS parts,
            coalesce(sum(disbursed_amount), 0) AS paid,
            coalesce(sum(cash_amount), 0) AS cash
        FROM staged_opening_balances
        GROUP BY book, document_no, coalesce(document_line, 1)
    ) AS added
    WHERE parts <> amount OR cash > amount - paid;
END
$$;
