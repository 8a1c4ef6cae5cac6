-- What went into the treasury or out of it by the books: each payment, and each voucher of another
-- event. What was reversed stays, with the day from which it no longer counts. A payment that
-- bounced is there in full: its refund is a movement of its own, as it is on a statement.
CREATE OR REPLACE VIEW facts.treasury_movement AS
SELECT
    paid.book_id,
    paid.voucher_id,
    paid.log_position AS disbursement_id,
    'disbursement' AS event,
    'out' AS direction,
    paid.amount,
    paid.occurred_on,
    paid.external_reference AS reference,
    paid.batch_no,
    coalesce(paid.payee_name, payee.name) AS counterparty_name,
    account.number_hash AS counterparty_account_hash,
    account.number_masked AS counterparty_account_masked,
    NULL::text AS document_no,
    undoing.occurred_on AS reversed_on
FROM ledger.disbursement AS paid
INNER JOIN facts.horizon AS horizon
    ON
        paid.book_id = horizon.book_id
        AND paid.log_position <= horizon.log_position
        AND paid.occurred_on <= horizon.as_of
LEFT JOIN facts.payee AS payee
    ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
LEFT JOIN ledger.bank_account AS account
    ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position
LEFT JOIN facts.voucher AS undoing
    ON paid.book_id = undoing.book_id AND paid.voucher_id = undoing.reverses_id
UNION ALL
SELECT
    voucher.book_id,
    voucher.voucher_id,
    NULL::bigint AS disbursement_id,
    voucher.event,
    CASE WHEN moved.amount > 0 THEN 'in' ELSE 'out' END AS direction,
    abs(moved.amount) AS amount,
    voucher.occurred_on,
    own.reference,
    NULL::text AS batch_no,
    coalesce(paid.payee_name, payee.name) AS counterparty_name,
    account.number_hash AS counterparty_account_hash,
    account.number_masked AS counterparty_account_masked,
    cash.document_no,
    undoing.occurred_on AS reversed_on
FROM facts.voucher AS voucher
CROSS JOIN
    LATERAL (
        SELECT
            sum(
                CASE WHEN entry.debit_kind = 'treasury' THEN entry.amount ELSE -entry.amount END
            ) AS amount
        FROM ledger.entry AS entry
        WHERE
            entry.book_id = voucher.book_id
            AND entry.voucher_id = voucher.voucher_id
            AND entry.side = 'cash'
            AND 'treasury' IN (entry.debit_kind, entry.credit_kind)
    ) AS moved
LEFT JOIN ledger.refund AS refund
    ON voucher.book_id = refund.book_id AND voucher.voucher_id = refund.voucher_id
LEFT JOIN ledger.cash_movement AS cash
    ON voucher.book_id = cash.book_id AND voucher.voucher_id = cash.voucher_id
-- The cash of a document goes by its own number with `cash|` before it. A number that was made
-- because the row had none stands on no statement.
LEFT JOIN LATERAL (
    SELECT given.reference
    FROM (
        VALUES (refund.external_reference), (substr(cash.external_reference, length('cash|') + 1))
    ) AS given (reference)
    WHERE given.reference NOT LIKE '%|%'
) AS own ON TRUE
LEFT JOIN ledger.disbursement AS paid
    ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
LEFT JOIN facts.payee AS payee
    ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
LEFT JOIN ledger.bank_account AS account
    ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position
LEFT JOIN facts.voucher AS undoing
    ON voucher.book_id = undoing.book_id AND voucher.voucher_id = undoing.reverses_id
WHERE voucher.event NOT IN ('disbursement', 'reversal') AND moved.amount <> 0;
