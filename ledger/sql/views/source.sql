-- Money that arrived and was not reversed, with its fund line. Where a document says only the
-- month or year, occurred_on is the last day it can have been and earliest_on the first. Of an
-- opening, occurred_on is the day the book began here, first_occurred_on when the money arrived.
CREATE OR REPLACE VIEW facts.source AS
SELECT
    source.book_id,
    source.log_position AS source_id,
    source.voucher_id,
    source.external_reference,
    source.kind,
    source.fund_line_id,
    source.document_no,
    source.document_line,
    source.amount,
    source.occurred_on,
    source.approved_on,
    source.issuer_division_id,
    source.issuer_name,
    source.purpose,
    source.exemption,
    source.evidence,
    source.due_on,
    source.annual_rate_percent,
    source.invested_project_id,
    voucher.date_precision,
    fund_line.name AS fund_line_name,
    fund_line.level AS fund_level,
    fund_line.fund_class,
    fund_line.integrable,
    -- Budget money: not a gift, nor a platform company's loan, nor a return on investments.
    source.kind NOT IN ('donation', 'platform_loan', 'investment_return')
    AND coalesce(fund_line.fund_class, '') NOT IN ('donation', 'finance', 'investment_return')
        AS in_budget,
    coalesce(source.arrived_on, source.occurred_on) AS first_occurred_on,
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
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = source.book_id AND reversed.voucher_id = source.voucher_id
);
