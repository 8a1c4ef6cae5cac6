-- Every movement of cash by statutory code: a debit and a credit in each chart of its day's regime.
-- Where no code is known there is none; the amount is below zero where a voucher undoes another.
CREATE OR REPLACE VIEW facts.statutory_line WITH (security_invoker = TRUE) AS
SELECT
    turnover.book_id,
    turnover.voucher_id,
    turnover.entry_id,
    turnover.line_number,
    turnover.occurred_on,
    turnover.source_id,
    codes.regime,
    codes.chart,
    line.side,
    line.code,
    account.name AS account_name,
    turnover.amount,
    CASE
        WHEN line.code IS NULL THEN 'unknown'
        WHEN codes.standing = 'confirmed' AND account.standing = 'confirmed' THEN 'confirmed'
        ELSE 'unconfirmed'
    END AS standing
FROM facts.cash_turnover AS turnover
CROSS JOIN
    LATERAL ledger.statutory_codes(
        turnover.event, turnover.source_kind, turnover.credit_kind, turnover.debit_kind,
        turnover.occurred_on
    ) AS codes
CROSS JOIN
    LATERAL (
        VALUES ('debit', codes.debit_code), ('credit', codes.credit_code)
    ) AS line (side, code)
LEFT JOIN ledger.statutory_account AS account
    ON codes.regime = account.regime AND codes.chart = account.chart AND line.code = account.code;
