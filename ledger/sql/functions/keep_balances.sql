-- Adds new entries to the balances of their accounts, in one grouped statement, in sorted order.
CREATE OR REPLACE FUNCTION ledger.keep_balances()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO ledger.balance AS kept (
        book_id, side, kind, source_id, project_id, contract_id, amount
    )
    SELECT
        moved.book_id, moved.side, moved.kind, moved.source_id, moved.project_id,
        moved.contract_id, sum(moved.amount)
    FROM (
        SELECT
            book_id, side, source_id, debit_kind AS kind, debit_project_id AS project_id,
            debit_contract_id AS contract_id, amount
        FROM new_rows
        UNION ALL
        SELECT
            book_id, side, source_id, credit_kind, credit_project_id, credit_contract_id, -amount
        FROM new_rows
    ) AS moved
    GROUP BY
        moved.book_id, moved.side, moved.kind, moved.source_id, moved.project_id, moved.contract_id
    ORDER BY
        moved.book_id, moved.source_id, moved.kind, moved.project_id, moved.contract_id
    ON CONFLICT (book_id, source_id, kind, project_id, contract_id)
    DO UPDATE SET amount = kept.amount + excluded.amount;
    RETURN NULL;
END
$$;
