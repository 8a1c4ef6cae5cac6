-- Each document line that a book issued to another, with what that book received under it: same
-- issuer, recipient, document and line; an opening there stands for what was received before it was
-- kept here. Paired aid and bond money are matched in the same way. Issued = received + in transit
-- (promise 8), each with the adjustments that its own book has entered. Where a line was issued or
-- received in several parts, the parts are added up and the first day stands.
CREATE OR REPLACE VIEW facts.transfer WITH (security_invoker = TRUE) AS
WITH issue AS (
    SELECT
        book_id,
        document_no,
        document_line,
        recipient_division_id,
        min(transfer_issue_id) AS transfer_issue_id,
        min(kind) AS kind,
        min(source_id) AS source_id,
        min(fund_line_name) AS fund_line_name,
        min(purpose) AS purpose,
        sum(amount) AS issued_amount,
        sum(original_amount) AS issued_original_amount,
        min(occurred_on) AS issued_on
    FROM facts.transfer_issue
    GROUP BY book_id, document_no, document_line, recipient_division_id
),

receipt AS (
    SELECT
        book_id,
        issuer_division_id,
        document_no,
        document_line,
        min(kind) AS received_kind,
        min(source_id) AS receipt_source_id,
        sum(amount) AS received_amount,
        sum(original_amount) AS received_original_amount,
        min(first_occurred_on) AS received_on,
        min(fund_line_name) AS received_fund_line_name,
        min(purpose) AS received_purpose
    FROM facts.source
    WHERE kind IN ('transfer', 'paired_aid', 'bond', 'opening')
    GROUP BY book_id, issuer_division_id, document_no, document_line
)

SELECT
    issue.book_id,
    issue.transfer_issue_id,
    issue.kind,
    issue.source_id,
    issue.document_no,
    issue.document_line,
    issue.fund_line_name,
    issue.purpose,
    issue.issued_amount,
    issue.issued_original_amount,
    issue.issued_on,
    issue.recipient_division_id,
    recipient.book_id AS recipient_book_id,
    receipt.receipt_source_id,
    receipt.received_kind,
    receipt.received_amount,
    receipt.received_original_amount,
    receipt.received_on,
    receipt.received_fund_line_name,
    receipt.received_purpose,
    issue.issued_amount - coalesce(receipt.received_amount, 0) AS in_transit
FROM issue
INNER JOIN facts.book AS issuer ON issue.book_id = issuer.book_id
LEFT JOIN facts.book AS recipient ON issue.recipient_division_id = recipient.division_id
LEFT JOIN receipt
    ON
        recipient.book_id = receipt.book_id
        AND issuer.division_id = receipt.issuer_division_id
        AND issue.document_no = receipt.document_no
        AND issue.document_line = receipt.document_line;
