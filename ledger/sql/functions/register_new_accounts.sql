-- Makes `paid_account`: for each row of `party` the account it is paid into, registered now where
-- it was not known; its holder is the payee that was first paid into it.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.register_new_accounts(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    CREATE TEMPORARY TABLE known_account AS
    SELECT
        party.party, party.book_id, party.account_hash, known.log_position AS bank_account_id
    FROM party
    LEFT JOIN LATERAL (
        SELECT account.log_position
        FROM ledger.bank_account AS account
        WHERE account.book_id = party.book_id AND account.number_hash = party.account_hash
        LIMIT 1
    ) AS known ON TRUE
    WHERE party.account_hash IS NOT NULL;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT known_account.book_id, known_account.account_hash, min(known_account.party) AS party
        FROM known_account
        INNER JOIN paid_payee ON known_account.party = paid_payee.party
        WHERE known_account.bank_account_id IS NULL AND paid_payee.payee_id IS NOT NULL
        GROUP BY known_account.book_id, known_account.account_hash
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.account_hash, fresh.party, taken.recorded_at,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id) AS bank_account_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    INSERT INTO ledger.bank_account (
        book_id, log_position, recorded_at, recorded_by, import_id, number_hash, number_masked,
        bank_name, holder_payee_id
    )
    SELECT
        newcomer.book_id, newcomer.bank_account_id, newcomer.recorded_at, author,
        party.import_id, newcomer.account_hash, party.account_masked, party.bank, paid_payee.payee_id
    FROM newcomer
    INNER JOIN party ON newcomer.party = party.party
    INNER JOIN paid_payee ON newcomer.party = paid_payee.party;

    CREATE TEMPORARY TABLE brought AS
    SELECT party.account_hash, party.account_sealed
    FROM newcomer
    INNER JOIN party ON newcomer.party = party.party;
    PERFORM ledger.gather_numbers('brought', 'account', 'account');
    DROP TABLE brought;

    CREATE TEMPORARY TABLE paid_account AS
    SELECT
        known_account.party,
        coalesce(known_account.bank_account_id, newcomer.bank_account_id) AS bank_account_id
    FROM known_account
    LEFT JOIN newcomer
        ON known_account.book_id = newcomer.book_id
        AND known_account.account_hash = newcomer.account_hash;
    DROP TABLE known_account, newcomer;
END
$$;
