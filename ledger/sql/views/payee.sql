-- Payees, each in its latest version that the horizon sees; personal numbers only masked and
-- hashed.
CREATE OR REPLACE VIEW facts.payee WITH (security_invoker = TRUE) AS
SELECT
    payee.book_id,
    payee.payee_id,
    payee.payee_code,
    payee.name,
    payee.kind,
    payee.identity_hash,
    payee.identity_masked,
    payee.phone_hash,
    payee.phone_masked,
    payee.household_code
FROM ledger.payee AS payee
INNER JOIN facts.horizon AS horizon
    ON
        payee.book_id = horizon.book_id
        AND payee.log_position <= horizon.log_position
        AND (payee.effective_on IS NULL OR payee.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.payee AS later
    WHERE
        later.book_id = payee.book_id
        AND later.payee_id = payee.payee_id
        AND later.log_position <> later.payee_id
        AND later.log_position > payee.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
