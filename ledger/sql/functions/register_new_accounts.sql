-- Makes `known_party`: the rows of `party` with their payee and the account they are paid into, all
-- registered by then; the holder of an account is the payee that was first paid into it.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.register_new_accounts(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    seed CONSTANT bytea := ledger.seed_of_salts();
BEGIN
    CREATE TEMPORARY TABLE met_party AS
    SELECT
        party.*, paid_payee.payee_id, paid_payee.name AS registered_name,
        known.log_position AS bank_account_id
    FROM party
    INNER JOIN paid_payee ON party.party = paid_payee.party
    LEFT JOIN LATERAL (
        SELECT account.log_position
        FROM ledger.bank_account AS account
        WHERE account.book_id = party.book_id AND account.number_hash = party.account_hash
        LIMIT 1
    ) AS known ON TRUE;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT book_id, account_hash, min(party) AS party
        FROM met_party
        WHERE account_hash IS NOT NULL AND bank_account_id IS NULL AND payee_id IS NOT NULL
        GROUP BY book_id, account_hash
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.account_hash, taken.recorded_at, first_of_them.import_id,
        first_of_them.account_masked, first_of_them.account_sealed, first_of_them.bank,
        first_of_them.payee_id,
        taken.base + row_number() OVER (
            PARTITION BY fresh.book_id ORDER BY fresh.party
        ) AS bank_account_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id
    INNER JOIN met_party AS first_of_them ON fresh.party = first_of_them.party;

    INSERT INTO ledger.bank_account (
        book_id, log_position, recorded_at, recorded_by, import_id, number_hash, number_masked,
        bank_name, holder_payee_id, salt
    )
    SELECT
        book_id, bank_account_id, recorded_at, author, import_id, account_hash, account_masked,
        bank, payee_id, ledger.salt_of(seed, book_id, bank_account_id)
    FROM newcomer;
    PERFORM ledger.gather_numbers('newcomer', 'account', 'account');

    CREATE TEMPORARY TABLE known_party AS
    SELECT
        met_party.party, met_party.payee_code, met_party.name, met_party.payee_id,
        met_party.registered_name,
        coalesce(met_party.bank_account_id, newcomer.bank_account_id) AS bank_account_id
    FROM met_party
    LEFT JOIN newcomer
        ON met_party.book_id = newcomer.book_id AND met_party.account_hash = newcomer.account_hash;
    DROP TABLE met_party, newcomer;
END
$$;
