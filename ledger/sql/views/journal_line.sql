-- The vouchers of other bookkeeping software, line by line, as each export had them. What the last
-- export of an account set's period had is current.
CREATE OR REPLACE VIEW facts.journal_line WITH (security_invoker = TRUE) AS
WITH seen AS (
    SELECT line.*
    FROM ledger.journal_line AS line
    INNER JOIN facts.horizon AS horizon
        ON
            line.book_id = horizon.book_id
            AND line.log_position <= horizon.log_position
            AND line.exported_on <= horizon.as_of
            AND line.occurred_on <= horizon.as_of
),

latest AS (
    SELECT
        book_id,
        account_set,
        period,
        max(exported_on) AS exported_on
    FROM seen
    GROUP BY book_id, account_set, period
)

SELECT
    seen.book_id,
    seen.log_position AS journal_line_id,
    seen.voucher_reference,
    seen.account_set,
    seen.exported_on,
    seen.period,
    seen.voucher_word,
    seen.voucher_number,
    seen.line_number,
    seen.occurred_on,
    seen.entered_on,
    seen.posted_on,
    seen.closed_on,
    seen.summary,
    seen.account_code,
    seen.account_name,
    seen.debit,
    seen.credit,
    seen.counterparty_division_id,
    seen.counterparty_name,
    seen.fund_line_name,
    seen.document_no,
    seen.project_code,
    seen.function_code,
    seen.economic_code,
    seen.exported_on = latest.exported_on AS is_current,
    concat_ws(
        '|', seen.account_set, seen.period, concat(seen.voucher_word, seen.voucher_number),
        seen.occurred_on
    ) AS voucher_key
FROM seen
INNER JOIN latest
    ON
        seen.book_id = latest.book_id
        AND seen.account_set = latest.account_set
        AND seen.period = latest.period;
