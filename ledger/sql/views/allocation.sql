-- Documents by which a book allocated money: to books below and to its own projects. A document is
-- one row, whatever it allocated; its first allocation gives it its identity. Where a document
-- says only the month or year, occurred_on is the last day it can be of and earliest_on the first.
CREATE OR REPLACE VIEW facts.allocation WITH (security_invoker = TRUE) AS
SELECT
    allocated.book_id,
    allocated.document_no,
    min(allocated.allocation_id) AS allocation_id,
    min(allocated.occurred_on) AS occurred_on,
    max(CASE WHEN allocated.date_precision = 'day' THEN 0 ELSE 1 END) = 0 AS dated_by_day,
    sum(allocated.amount) AS amount,
    min(
        CASE allocated.date_precision
            WHEN 'day' THEN allocated.occurred_on
            WHEN 'month' THEN date_trunc('month', allocated.occurred_on::timestamp)::date
            ELSE date_trunc('year', allocated.occurred_on::timestamp)::date
        END
    ) AS earliest_on
FROM (
    SELECT
        book_id,
        transfer_issue_id AS allocation_id,
        document_no,
        occurred_on,
        date_precision,
        original_amount AS amount
    FROM facts.transfer_issue
    WHERE kind = 'transfer'
    UNION ALL
    SELECT
        book_id,
        assignment_id AS allocation_id,
        document_no,
        occurred_on,
        date_precision,
        amount
    FROM facts.assignment
    WHERE direction = 'assign'
) AS allocated
GROUP BY allocated.book_id, allocated.document_no;
