-- Bank accounts of units as the bank or the unit itself lists them, masked and hashed.
CREATE OR REPLACE VIEW facts.listed_account WITH (security_invoker = TRUE) AS
SELECT
    listed.book_id,
    listed.log_position AS listed_account_id,
    listed.listed_by,
    listed.origin,
    listed.as_of,
    listed.holder,
    listed.account_hash,
    listed.account_masked,
    listed.bank_name,
    listed.account_kind,
    listed.opened_on,
    listed.closed_on,
    listed.balance,
    listed.approval_document
FROM ledger.listed_account AS listed
INNER JOIN facts.horizon AS horizon
    ON
        listed.book_id = horizon.book_id
        AND listed.log_position <= horizon.log_position
        AND listed.as_of <= horizon.as_of;
