-- Money given to projects or taken back, and not reversed; taken back is negative. Where a
-- document says only the month or year, occurred_on is the last day it can have been and
-- earliest_on the first.
CREATE OR REPLACE VIEW facts.assignment WITH (security_invoker = TRUE) AS
SELECT
    assignment.book_id,
    assignment.log_position AS assignment_id,
    assignment.voucher_id,
    assignment.external_reference,
    assignment.source_id,
    assignment.project_id,
    assignment.direction,
    assignment.pooled,
    assignment.document_no,
    assignment.occurred_on,
    assignment.evidence,
    voucher.date_precision,
    CASE assignment.direction WHEN 'assign' THEN assignment.amount ELSE -assignment.amount END
        AS amount,
    CASE voucher.date_precision
        WHEN 'day' THEN assignment.occurred_on
        WHEN 'month' THEN date_trunc('month', assignment.occurred_on::timestamp)::date
        ELSE date_trunc('year', assignment.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.assignment AS assignment
INNER JOIN facts.horizon AS horizon
    ON
        assignment.book_id = horizon.book_id
        AND assignment.log_position <= horizon.log_position
        AND assignment.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON assignment.book_id = voucher.book_id AND assignment.voucher_id = voucher.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = assignment.book_id AND reversed.voucher_id = assignment.voucher_id
);
