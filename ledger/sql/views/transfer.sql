-- Each issue with the receipt that answers it in the book below: same issuer, recipient, document
-- and line. Issued = received + in transit, document by document (promise 8).
CREATE OR REPLACE VIEW facts.transfer AS
SELECT
    issue.book_id,
    issue.transfer_issue_id,
    issue.source_id,
    issue.document_no,
    issue.document_line,
    issue.fund_line_name,
    issue.purpose,
    issue.amount AS issued_amount,
    issue.occurred_on AS issued_on,
    issue.date_precision,
    issue.recipient_division_id,
    recipient.book_id AS recipient_book_id,
    receipt.source_id AS receipt_source_id,
    receipt.amount AS received_amount,
    receipt.occurred_on AS received_on,
    receipt.fund_line_name AS received_fund_line_name,
    receipt.purpose AS received_purpose,
    issue.amount - coalesce(receipt.amount, 0) AS in_transit
FROM facts.transfer_issue AS issue
INNER JOIN facts.book AS issuer ON issue.book_id = issuer.book_id
LEFT JOIN facts.book AS recipient ON issue.recipient_division_id = recipient.division_id
LEFT JOIN facts.source AS receipt
    ON
        recipient.book_id = receipt.book_id
        AND issuer.division_id = receipt.issuer_division_id
        AND issue.document_no = receipt.document_no
        AND issue.document_line = receipt.document_line
        AND receipt.kind = 'transfer';
