-- Adds what new entries move to the balances of their accounts, in one grouped statement.
-- Whoever writes entries holds the lock of their book (its head), so no account that is
-- missing here can be opened by another at the same time. Before that promise 5, for lines that are
-- added to a voucher that stands already: neither their own day nor their voucher's may lie in a
-- closed month. It is asked here because every trigger of its own costs each posting.
CREATE OR REPLACE FUNCTION ledger.keep_balances()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    refused record;
BEGIN
    IF EXISTS (SELECT FROM ledger.period_closing) THEN
        SELECT posted.book_id, ledger.month_of(posted.occurred_on) AS period, posted.occurred_on
        INTO refused
        FROM (
            SELECT
                line.book_id, least(min(line.occurred_on), min(voucher.occurred_on)) AS occurred_on
            FROM new_rows AS line
            CROSS JOIN LATERAL (
                SELECT opened.occurred_on
                FROM ledger.voucher AS opened
                WHERE opened.book_id = line.book_id AND opened.log_position = line.voucher_id
                LIMIT 1
            ) AS voucher
            GROUP BY line.book_id
        ) AS posted
        WHERE ledger.month_of(posted.occurred_on) <= ledger.closed_through(posted.book_id)
        ORDER BY posted.book_id
        LIMIT 1;
        IF FOUND THEN
            PERFORM ledger.refuse(5, 'period_closed', to_jsonb(refused));
        END IF;
    END IF;

    INSERT INTO ledger.balance AS standing (
        book_id, source_id, kind, project_id, contract_id, side, amount
    )
    SELECT book_id, source_id, kind, project_id, contract_id, side, sum(amount)
    FROM (
        SELECT
            book_id, source_id, debit_kind AS kind,
            coalesce(debit_project_id, 0) AS project_id,
            coalesce(debit_contract_id, 0) AS contract_id, side, amount
        FROM new_rows
        UNION ALL
        SELECT
            book_id, source_id, credit_kind, coalesce(credit_project_id, 0),
            coalesce(credit_contract_id, 0), side, -amount
        FROM new_rows
    ) AS one_side
    GROUP BY book_id, source_id, kind, project_id, contract_id, side
    ON CONFLICT (book_id, source_id, kind, project_id, contract_id) DO UPDATE
    SET amount = standing.amount + excluded.amount;
    RETURN NULL;
END
$$;
