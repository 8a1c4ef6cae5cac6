-- Registers the parties that no payee was found for, and completes `paid_payee` with them. A
-- clerk's own code is not registered here: it belongs in the sheet of payees, and a payment that
-- names an unknown one is told so.
CREATE OR REPLACE FUNCTION ledger.register_new_payees(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    seed CONSTANT bytea := ledger.seed_of_salts();
BEGIN
    IF NOT EXISTS (SELECT FROM paid_payee WHERE payee_key IS NOT NULL) THEN
        RETURN;
    END IF;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT book_id, payee_key, min(party) AS party
        FROM paid_payee
        WHERE payee_key IS NOT NULL
        GROUP BY book_id, payee_key
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.payee_key, taken.recorded_at, party.import_id, party.name, party.kind,
        party.identity_hash, party.identity_masked, party.identity_sealed,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.party) AS payee_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id
    INNER JOIN party ON fresh.party = party.party;

    INSERT INTO ledger.payee (
        book_id, log_position, recorded_at, recorded_by, import_id, payee_id, name, kind,
        identity_hash, identity_masked, salt
    )
    SELECT
        book_id, payee_id, recorded_at, author, import_id, payee_id, name,
        CASE
            WHEN kind IS NOT NULL THEN kind
            WHEN identity_hash IS NULL THEN 'other'
            -- A credit code begins with 9, or has letters before its last place.
            WHEN identity_masked ~ '^[1-8][0-9]{5}[*]{8}[0-9]{3}[0-9X]$' THEN 'person'
            ELSE 'enterprise'
        END,
        identity_hash, identity_masked, ledger.salt_of(seed, book_id, payee_id)
    FROM newcomer;
    PERFORM ledger.gather_numbers('newcomer', 'identity', 'identity');

    CREATE TEMPORARY TABLE completed AS
    SELECT
        paid_payee.party, paid_payee.book_id,
        coalesce(paid_payee.payee_id, newcomer.payee_id) AS payee_id,
        coalesce(paid_payee.name, newcomer.name) AS name
    FROM paid_payee
    LEFT JOIN newcomer
        ON paid_payee.book_id = newcomer.book_id AND paid_payee.payee_key = newcomer.payee_key;
    DROP TABLE newcomer, paid_payee;
    ALTER TABLE completed RENAME TO paid_payee;
END
$$;
