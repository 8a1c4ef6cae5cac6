-- Makes `paid_payee`: for each row of `party` the payee it means, where one is registered, else the
-- key of the payee to be: of one ID number they are one; without one, of one name and account.
-- A code finds its payee; else the ID number; else, where there is no ID number, the holder of the
-- account with the same name; else, where there is no account either, the payee of that name.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.find_paid_payees()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE paid_payee AS
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE WHEN found.payee_id IS NULL THEN party.identity_hash END AS payee_key
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.identity_hash = party.identity_hash
        ORDER BY payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NOT NULL
    UNION ALL
    SELECT party.party, party.book_id, found.payee_id, found.name, NULL::bytea
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.payee_code = party.payee_code
            AND payee.log_position = payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NOT NULL
    UNION ALL
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE
            WHEN found.payee_id IS NULL
                THEN decode(md5(concat_ws('|', party.name, party.account_hash)), 'hex')
        END
    FROM party
    LEFT JOIN LATERAL (
        SELECT holder.payee_id, holder.name
        FROM ledger.bank_account AS account
        INNER JOIN ledger.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.log_position
        WHERE account.book_id = party.book_id AND account.number_hash = party.account_hash
            AND holder.name = party.name
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NULL
        AND party.account_hash IS NOT NULL
    UNION ALL
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE
            WHEN found.payee_id IS NULL
                THEN decode(md5(concat_ws('|', party.name, party.account_hash)), 'hex')
        END
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.name = party.name
            AND payee.identity_hash IS NULL
        ORDER BY payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NULL
        AND party.account_hash IS NULL;
END
$$;
