-- Bank accounts that were paid into, masked and hashed, with their holder.
CREATE OR REPLACE VIEW facts.bank_account WITH (security_invoker = TRUE) AS
SELECT
    bank_account.book_id,
    bank_account.log_position AS bank_account_id,
    bank_account.number_hash,
    bank_account.number_masked,
    bank_account.bank_name,
    bank_account.holder_payee_id
FROM ledger.bank_account AS bank_account
INNER JOIN facts.horizon AS horizon
    ON bank_account.book_id = horizon.book_id AND bank_account.log_position <= horizon.log_position;
