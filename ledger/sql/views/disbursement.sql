-- Payments that were made and not reversed, less what bounced: that reached nobody. What a payee
-- returned was paid all the same: facts.refund tells of it, and does not undo what was done.
CREATE OR REPLACE VIEW facts.disbursement WITH (security_invoker = TRUE) AS
WITH back AS (
    SELECT
        book_id,
        disbursement_id,
        sum(amount) AS amount
    FROM facts.refund
    WHERE kind = 'bounced'
    GROUP BY book_id, disbursement_id
)

SELECT
    disbursement.book_id,
    disbursement.log_position AS disbursement_id,
    disbursement.voucher_id,
    disbursement.external_reference,
    disbursement.source_id,
    disbursement.project_id,
    disbursement.contract_id,
    disbursement.claim_id,
    disbursement.stage,
    disbursement.reissue_of,
    disbursement.payee_id,
    disbursement.bank_account_id,
    disbursement.occurred_on,
    disbursement.approved_on,
    disbursement.period_from,
    disbursement.attachment_count,
    disbursement.approval_limit,
    disbursement.payee_name,
    disbursement.method,
    disbursement.cash_purpose,
    disbursement.economic_class,
    disbursement.purpose,
    disbursement.approved_by,
    disbursement.invoice_no,
    disbursement.batch_no,
    disbursement.evidence,
    disbursement.amount - coalesce(back.amount, 0) AS amount
FROM ledger.disbursement AS disbursement
INNER JOIN facts.horizon AS horizon
    ON
        disbursement.book_id = horizon.book_id
        AND disbursement.log_position <= horizon.log_position
        AND disbursement.occurred_on <= horizon.as_of
LEFT JOIN back
    ON
        disbursement.book_id = back.book_id
        AND disbursement.log_position = back.disbursement_id
WHERE disbursement.amount > coalesce(back.amount, 0) AND NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = disbursement.book_id AND reversed.voucher_id = disbursement.voucher_id
);
