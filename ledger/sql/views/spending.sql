-- What was spent for projects and contracts, each part on its own day: payments, what had been paid
-- before an opening, and, negative, what a payee returned: it can be paid again.
CREATE OR REPLACE VIEW facts.spending WITH (security_invoker = TRUE) AS
SELECT
    paid.book_id,
    'disbursed' AS kind,
    paid.disbursement_id AS spending_id,
    paid.source_id,
    paid.project_id,
    paid.contract_id,
    paid.amount,
    paid.occurred_on
FROM facts.disbursement AS paid
UNION ALL
SELECT
    opening.book_id,
    'opening' AS kind,
    opening.opening_balance_id AS spending_id,
    opening.source_id,
    opening.project_id,
    opening.contract_id,
    opening.amount,
    opening.occurred_on
FROM facts.opening_balance AS opening
WHERE opening.kind = 'disbursed'
UNION ALL
SELECT
    back.book_id,
    'returned' AS kind,
    back.refund_id AS spending_id,
    paid.source_id,
    paid.project_id,
    paid.contract_id,
    -back.amount AS amount,
    back.occurred_on
FROM facts.refund AS back
INNER JOIN facts.disbursement AS paid
    ON back.book_id = paid.book_id AND back.disbursement_id = paid.disbursement_id
WHERE back.kind = 'returned';
