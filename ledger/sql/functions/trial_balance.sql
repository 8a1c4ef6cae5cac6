-- The trial balance of a book and month (202403) by statutory code, in yuan, for each chart of the
-- regime in force on its last day. Balances are debits less credits. What happened in earlier years
-- is told in this regime's codes, its income and expenditure closed to the surplus they close to.
CREATE OR REPLACE FUNCTION ledger.trial_balance(of_book_id integer, of_period integer)
RETURNS TABLE (
    regime text, chart text, code text, name text, balance_side text, standing text,
    opening numeric, debit numeric, credit numeric, closing numeric
)
LANGUAGE sql
STABLE
AS $$
WITH asked AS MATERIALIZED (
    SELECT
        make_date(of_period / 100, 1, 1) AS year_begins,
        make_date(of_period / 100, of_period % 100, 1) AS month_begins,
        (make_date(of_period / 100, of_period % 100, 1) + interval '1 month')::date AS month_ends
),
in_force AS MATERIALIZED (
    SELECT regime.regime, regime.valid_from
    FROM ledger.statutory_regime AS regime
    CROSS JOIN asked
    WHERE asked.month_ends - 1
        BETWEEN regime.valid_from AND coalesce(regime.valid_to, 'infinity')
),
moved AS MATERIALIZED (
    SELECT
        turnover.event, turnover.source_kind, turnover.credit_kind, turnover.debit_kind,
        -- What came before this regime is told as on its first day.
        greatest(turnover.occurred_on, in_force.valid_from) AS told_on,
        turnover.occurred_on < asked.year_begins AS in_earlier_year,
        turnover.occurred_on >= asked.month_begins AS in_month,
        sum(turnover.amount) AS amount
    FROM facts.cash_turnover AS turnover
    CROSS JOIN asked
    CROSS JOIN in_force
    WHERE turnover.book_id = of_book_id AND turnover.occurred_on < asked.month_ends
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
line AS (
    SELECT
        codes.regime,
        codes.chart,
        CASE WHEN moved.in_earlier_year THEN coalesce(account.closes_to, side.code) ELSE side.code
        END AS code,
        codes.standing,
        moved.in_month,
        side.is_debit,
        moved.amount
    FROM moved
    CROSS JOIN LATERAL ledger.statutory_codes(
        moved.event, moved.source_kind, moved.credit_kind, moved.debit_kind, moved.told_on
    ) AS codes
    CROSS JOIN LATERAL (
        VALUES (TRUE, codes.debit_code), (FALSE, codes.credit_code)
    ) AS side (is_debit, code)
    LEFT JOIN ledger.statutory_account AS account
        ON codes.regime = account.regime AND codes.chart = account.chart
            AND side.code = account.code
),
summed AS (
    SELECT
        line.regime, line.chart, line.code,
        bool_and(line.standing = 'confirmed') AS all_confirmed,
        coalesce(sum(CASE WHEN line.is_debit THEN line.amount ELSE -line.amount END)
            FILTER (WHERE NOT line.in_month), 0) AS opening,
        coalesce(sum(line.amount) FILTER (WHERE line.in_month AND line.is_debit), 0) AS debit,
        coalesce(sum(line.amount) FILTER (WHERE line.in_month AND NOT line.is_debit), 0) AS credit
    FROM line
    GROUP BY line.regime, line.chart, line.code
)
SELECT
    summed.regime,
    summed.chart,
    summed.code,
    account.name,
    account.balance_side,
    CASE
        WHEN summed.code IS NULL THEN 'unknown'
        WHEN summed.all_confirmed AND account.standing = 'confirmed' THEN 'confirmed'
        ELSE 'unconfirmed'
    END,
    summed.opening,
    summed.debit,
    summed.credit,
    summed.opening + summed.debit - summed.credit
FROM summed
LEFT JOIN ledger.statutory_account AS account
    ON summed.regime = account.regime AND summed.chart = account.chart
        AND summed.code = account.code
WHERE summed.opening <> 0 OR summed.debit <> 0 OR summed.credit <> 0
ORDER BY array_position(ARRAY['general', 'financial', 'budget'], summed.chart), summed.code
$$;
