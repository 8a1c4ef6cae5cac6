-- What went into the treasury or out of it by the books: each payment, and each voucher of another
-- event. What was reversed stays, with the day from which it no longer counts. A payment that
-- bounced is there in full: its refund is a movement of its own, as it is on a statement. What a
-- book opened with is no movement: a statement has it in its opening balance.
CREATE OR REPLACE VIEW facts.treasury_movement WITH (security_invoker = TRUE) AS
SELECT
    moved.book_id,
    moved.voucher_id,
    moved.disbursement_id,
    moved.event,
    moved.direction,
    moved.amount,
    moved.occurred_on,
    moved.reference,
    moved.batch_no,
    account.number_hash AS counterparty_account_hash,
    account.number_masked AS counterparty_account_masked,
    moved.document_no,
    undoing.occurred_on AS reversed_on,
    -- Few are ever renamed: their later versions are looked up in an index of those alone.
    coalesce(moved.payee_name, renamed.name, payee.name) AS counterparty_name
FROM (
    SELECT
        paid.book_id,
        paid.log_position,
        paid.voucher_id,
        paid.log_position AS disbursement_id,
        'disbursement' AS event,
        'out' AS direction,
        paid.amount,
        paid.occurred_on,
        paid.external_reference AS reference,
        paid.batch_no,
        paid.payee_name,
        paid.payee_id,
        paid.bank_account_id,
        NULL::text AS document_no
    FROM ledger.disbursement AS paid
    UNION ALL
    SELECT
        voucher.book_id,
        voucher.log_position,
        voucher.log_position AS voucher_id,
        NULL::bigint AS disbursement_id,
        voucher.event,
        CASE WHEN cash.amount > 0 THEN 'in' ELSE 'out' END AS direction,
        abs(cash.amount) AS amount,
        voucher.occurred_on,
        own.reference,
        NULL::text AS batch_no,
        paid.payee_name,
        paid.payee_id,
        paid.bank_account_id,
        movement.document_no
    FROM ledger.voucher AS voucher
    CROSS JOIN
        LATERAL (
            SELECT
                sum(
                    CASE
                        WHEN entry.debit_kind = 'treasury' THEN entry.amount ELSE -entry.amount
                    END
                ) AS amount
            FROM ledger.entry AS entry
            WHERE
                entry.book_id = voucher.book_id
                AND entry.voucher_id = voucher.log_position
                AND entry.side = 'cash'
                AND 'treasury' IN (entry.debit_kind, entry.credit_kind)
        ) AS cash
    LEFT JOIN ledger.refund AS refund
        ON voucher.book_id = refund.book_id AND voucher.log_position = refund.voucher_id
    LEFT JOIN ledger.cash_movement AS movement
        ON voucher.book_id = movement.book_id AND voucher.log_position = movement.voucher_id
    -- The cash of a document goes by its own number with `cash|` before it. A number that was made
    -- because the row had none stands on no statement.
    LEFT JOIN LATERAL (
        SELECT given.reference
        FROM (
            VALUES
            (refund.external_reference),
            (substr(movement.external_reference, length('cash|') + 1))
        ) AS given (reference)
        WHERE given.reference NOT LIKE '%|%'
    ) AS own ON TRUE
    LEFT JOIN ledger.disbursement AS paid
        ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
    WHERE voucher.event NOT IN ('disbursement', 'opening', 'reversal') AND cash.amount <> 0
) AS moved
INNER JOIN facts.horizon AS horizon
    ON
        moved.book_id = horizon.book_id
        AND moved.log_position <= horizon.log_position
        AND moved.occurred_on <= horizon.as_of
LEFT JOIN ledger.payee AS payee
    ON moved.book_id = payee.book_id AND moved.payee_id = payee.log_position
LEFT JOIN LATERAL (
    SELECT later.name
    FROM ledger.payee AS later
    WHERE
        later.book_id = moved.book_id
        AND later.payee_id = moved.payee_id
        AND later.log_position <> later.payee_id
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
    ORDER BY later.log_position DESC
    LIMIT 1
) AS renamed ON TRUE
LEFT JOIN ledger.bank_account AS account
    ON moved.book_id = account.book_id AND moved.bank_account_id = account.log_position
LEFT JOIN ledger.voucher AS undoing
    ON
        moved.book_id = undoing.book_id
        AND moved.voucher_id = undoing.reverses_id
        AND horizon.log_position >= undoing.log_position
        AND horizon.as_of >= undoing.occurred_on;
