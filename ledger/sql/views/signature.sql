-- The hands under sign-off sheets.
CREATE OR REPLACE VIEW facts.signature WITH (security_invoker = TRUE) AS
SELECT
    signature.book_id,
    signature.log_position AS signature_id,
    signature.sign_off_id,
    signature.role,
    signature.signer,
    signature.signed_on
FROM ledger.signature AS signature
INNER JOIN facts.horizon AS horizon
    ON
        signature.book_id = horizon.book_id
        AND signature.log_position <= horizon.log_position
        AND signature.signed_on <= horizon.as_of;
