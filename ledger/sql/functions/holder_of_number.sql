-- Who has a number in a book, as the record of its reading names them; null where the book knows
-- no such number.
CREATE OR REPLACE FUNCTION ledger.holder_of_number(
    kind_asked text, hash_asked bytea, book_asked integer
)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT holder
    FROM (
        SELECT 1 AS place, name || ' ' || identity_masked AS holder
        FROM ledger.payee
        WHERE kind_asked = 'identity' AND book_id = book_asked AND identity_hash = hash_asked
        UNION ALL
        SELECT 2, name || ' ' || identity_masked
        FROM ledger.person
        WHERE kind_asked = 'identity' AND book_id = book_asked AND identity_hash = hash_asked
        UNION ALL
        SELECT 3, holder.name || ' ' || account.number_masked
        FROM ledger.bank_account AS account
        INNER JOIN ledger.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.log_position
        WHERE kind_asked = 'account' AND account.book_id = book_asked
            AND account.number_hash = hash_asked
        UNION ALL
        SELECT 4, concat_ws(' ', bank_name, account_masked)
        FROM ledger.statement
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 5, concat_ws(' ', counterparty_name, counterparty_account_masked)
        FROM ledger.statement_line
        WHERE kind_asked = 'account' AND book_id = book_asked
            AND counterparty_account_hash = hash_asked
        UNION ALL
        SELECT 6, account_masked
        FROM ledger.statement_line
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 7, name || ' ' || phone_masked
        FROM ledger.payee
        WHERE kind_asked = 'phone' AND book_id = book_asked AND phone_hash = hash_asked
        UNION ALL
        SELECT 8, name || ' ' || phone_masked
        FROM ledger.person
        WHERE kind_asked = 'phone' AND book_id = book_asked AND phone_hash = hash_asked
        UNION ALL
        SELECT 9, holder || ' ' || account_masked
        FROM ledger.listed_account
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 10, bid.bidder_name || ' ' || brought.masked
        FROM ledger.bid AS bid
        CROSS JOIN LATERAL (
            VALUES
            ('identity', bid.bidder_identity_hash, bid.bidder_identity_masked),
            ('identity', bid.responsible_identity_hash, bid.responsible_identity_masked),
            ('phone', bid.phone_hash, bid.phone_masked),
            ('account', bid.bond_account_hash, bid.bond_account_masked)
        ) AS brought (kind, hashed, masked)
        WHERE bid.book_id = book_asked AND brought.kind = kind_asked
            AND brought.hashed = hash_asked
    ) AS known
    ORDER BY place
    LIMIT 1
$$;
