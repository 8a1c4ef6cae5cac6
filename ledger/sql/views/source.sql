-- Money that arrived and was not reversed, with its fund line. The amount is what it came to with
-- the adjustments of a receipt up to the day seen, original_amount what arrived at first. What was
-- carried over names its parent; first_source_id, first_kind and first_occurred_on say what it was,
-- and when it arrived, before it was ever carried over: its age goes on. Of an opening, occurred_on
-- is the day the book began here, first_occurred_on when the money arrived. Where a document says
-- only the month or year, occurred_on is the last day it can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.source WITH (security_invoker = TRUE) AS
WITH RECURSIVE carried AS (
    SELECT
        own.book_id,
        own.log_position,
        own.parent_source_id AS source_id
    FROM ledger.source AS own
    WHERE own.parent_source_id IS NOT NULL
    UNION ALL
    SELECT
        carried.book_id,
        carried.log_position,
        earlier.parent_source_id AS source_id
    FROM carried
    INNER JOIN ledger.source AS earlier
        ON carried.book_id = earlier.book_id AND carried.source_id = earlier.log_position
    WHERE earlier.parent_source_id IS NOT NULL
),

origin AS (
    SELECT
        carried.book_id,
        carried.log_position,
        carried.source_id,
        beginning.kind,
        coalesce(beginning.arrived_on, beginning.occurred_on) AS occurred_on
    FROM carried
    INNER JOIN ledger.source AS beginning
        ON carried.book_id = beginning.book_id AND carried.source_id = beginning.log_position
    WHERE beginning.parent_source_id IS NULL
),

adjusted AS (
    SELECT
        book_id,
        source_id,
        sum(amount) AS amount,
        max(occurred_on) AS adjusted_on
    FROM facts.transfer_adjustment
    WHERE side = 'received'
    GROUP BY book_id, source_id
)

SELECT
    source.book_id,
    source.log_position AS source_id,
    source.voucher_id,
    source.external_reference,
    source.kind,
    source.fund_line_id,
    source.document_no,
    source.document_line,
    source.amount AS original_amount,
    source.occurred_on,
    source.approved_on,
    source.issuer_division_id,
    source.issuer_name,
    source.purpose,
    source.exemption,
    source.evidence,
    source.parent_source_id,
    source.due_on,
    source.annual_rate_percent,
    source.invested_project_id,
    adjusted.adjusted_on,
    voucher.date_precision,
    fund_line.name AS fund_line_name,
    fund_line.level AS fund_level,
    fund_line.fund_class,
    fund_line.integrable,
    source.amount + coalesce(adjusted.amount, 0) AS amount,
    coalesce(origin.source_id, source.log_position) AS first_source_id,
    coalesce(origin.kind, source.kind) AS first_kind,
    -- Budget money: not a gift, nor a platform company's loan, nor a return on investments.
    coalesce(origin.kind, source.kind) NOT IN ('donation', 'platform_loan', 'investment_return')
    AND coalesce(fund_line.fund_class, '') NOT IN ('donation', 'finance', 'investment_return')
        AS in_budget,
    coalesce(origin.occurred_on, source.arrived_on, source.occurred_on) AS first_occurred_on,
    CASE
        WHEN source.kind = 'opening' THEN source.arrived_on
        WHEN voucher.date_precision = 'day' THEN source.occurred_on
        WHEN voucher.date_precision = 'month'
            THEN date_trunc('month', source.occurred_on::timestamp)::date
        ELSE date_trunc('year', source.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.source AS source
INNER JOIN facts.horizon AS horizon
    ON
        source.book_id = horizon.book_id
        AND source.log_position <= horizon.log_position
        AND source.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
INNER JOIN facts.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.fund_line_id
LEFT JOIN adjusted
    ON source.book_id = adjusted.book_id AND source.log_position = adjusted.source_id
LEFT JOIN origin
    ON source.book_id = origin.book_id AND source.log_position = origin.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = source.book_id AND reversed.voucher_id = source.voucher_id
);
