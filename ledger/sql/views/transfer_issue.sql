-- Authority issued to other books and not reversed: transfers, paired aid, bond money lent on. The
-- amount is what it came to with this book's adjustments up to the day seen, original_amount what
-- was issued at first. Where a document says only the month or year, occurred_on is the last day it
-- can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.transfer_issue WITH (security_invoker = TRUE) AS
WITH adjusted AS (
    SELECT
        book_id,
        transfer_issue_id,
        sum(amount) AS amount,
        max(occurred_on) AS adjusted_on
    FROM facts.transfer_adjustment
    WHERE side = 'issued'
    GROUP BY book_id, transfer_issue_id
)

SELECT
    transfer_issue.book_id,
    transfer_issue.log_position AS transfer_issue_id,
    transfer_issue.voucher_id,
    transfer_issue.external_reference,
    transfer_issue.kind,
    transfer_issue.source_id,
    transfer_issue.document_no,
    transfer_issue.document_line,
    transfer_issue.recipient_division_id,
    transfer_issue.recipient_name,
    transfer_issue.fund_line_name,
    transfer_issue.purpose,
    transfer_issue.amount AS original_amount,
    transfer_issue.occurred_on,
    transfer_issue.exemption,
    transfer_issue.transfer_type,
    transfer_issue.issuer_kind,
    transfer_issue.required_match,
    transfer_issue.match_ground,
    transfer_issue.change_document,
    transfer_issue.changed_on,
    transfer_issue.evidence,
    adjusted.adjusted_on,
    voucher.date_precision,
    transfer_issue.amount + coalesce(adjusted.amount, 0) AS amount,
    CASE voucher.date_precision
        WHEN 'day' THEN transfer_issue.occurred_on
        WHEN 'month' THEN date_trunc('month', transfer_issue.occurred_on::timestamp)::date
        ELSE date_trunc('year', transfer_issue.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.transfer_issue AS transfer_issue
INNER JOIN facts.horizon AS horizon
    ON
        transfer_issue.book_id = horizon.book_id
        AND transfer_issue.log_position <= horizon.log_position
        AND transfer_issue.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON transfer_issue.book_id = voucher.book_id AND transfer_issue.voucher_id = voucher.log_position
LEFT JOIN adjusted
    ON
        transfer_issue.book_id = adjusted.book_id
        AND transfer_issue.log_position = adjusted.transfer_issue_id
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = transfer_issue.book_id
        AND reversed.voucher_id = transfer_issue.voucher_id
);
