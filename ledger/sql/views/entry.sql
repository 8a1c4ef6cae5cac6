-- All entries, those of reversed and reversing vouchers among them: they add up to the balances.
CREATE OR REPLACE VIEW facts.entry WITH (security_invoker = TRUE) AS
SELECT
    entry.book_id,
    entry.log_position AS entry_id,
    entry.voucher_id,
    entry.line_number,
    entry.side,
    entry.source_id,
    entry.credit_kind,
    entry.credit_project_id,
    entry.credit_contract_id,
    entry.debit_kind,
    entry.debit_project_id,
    entry.debit_contract_id,
    entry.amount,
    entry.occurred_on,
    entry.recorded_at
FROM ledger.entry AS entry
INNER JOIN facts.horizon AS horizon
    ON
        entry.book_id = horizon.book_id
        AND entry.log_position <= horizon.log_position
        AND entry.occurred_on <= horizon.as_of;
