-- Registers the parties that no payee was found for, and completes `paid_payee` with them. A
-- clerk's own code is not registered here: it belongs in the sheet of payees, and a payment that
-- names an unknown one is told so.
CREATE OR REPLACE FUNCTION ledger.register_new_payees(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    -- Parties of one ID number are one payee; without one, those of one name and account.
    CREATE TEMPORARY TABLE nameless AS
    SELECT
        party.party,
        party.book_id,
        CASE
            WHEN party.identity_hash IS NULL
                THEN decode(md5(concat_ws('|', party.name, party.account_hash)), 'hex')
            ELSE party.identity_hash
        END AS payee_key
    FROM party
    INNER JOIN paid_payee ON party.party = paid_payee.party
    WHERE paid_payee.payee_id IS NULL AND party.payee_code IS NULL;
    IF NOT EXISTS (SELECT FROM nameless) THEN
        DROP TABLE nameless;
        RETURN;
    END IF;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT book_id, payee_key, min(party) AS party
        FROM nameless
        GROUP BY book_id, payee_key
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.payee_key, fresh.party, taken.recorded_at,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id) AS payee_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    INSERT INTO ledger.payee (
        book_id, log_position, recorded_at, recorded_by, import_id, payee_id, name, kind,
        identity_hash, identity_masked
    )
    SELECT
        newcomer.book_id, newcomer.payee_id, newcomer.recorded_at, author, party.import_id,
        newcomer.payee_id, party.name,
        CASE
            WHEN party.kind IS NOT NULL THEN party.kind
            WHEN party.identity_hash IS NULL THEN 'other'
            -- A credit code begins with 9, or has letters before its last place.
            WHEN party.identity_masked ~ '^[1-8][0-9]{5}[*]{8}[0-9]{3}[0-9X]$' THEN 'person'
            ELSE 'enterprise'
        END,
        party.identity_hash, party.identity_masked
    FROM newcomer
    INNER JOIN party ON newcomer.party = party.party;

    CREATE TEMPORARY TABLE brought AS
    SELECT party.identity_hash, party.identity_sealed
    FROM newcomer
    INNER JOIN party ON newcomer.party = party.party;
    PERFORM ledger.gather_numbers('brought', 'identity', 'identity');
    DROP TABLE brought;

    CREATE TEMPORARY TABLE completed AS
    SELECT
        paid_payee.party,
        coalesce(paid_payee.payee_id, newcomer.payee_id) AS payee_id,
        coalesce(paid_payee.name, first_of_them.name) AS name
    FROM paid_payee
    LEFT JOIN nameless ON paid_payee.party = nameless.party
    LEFT JOIN newcomer
        ON nameless.book_id = newcomer.book_id AND nameless.payee_key = newcomer.payee_key
    LEFT JOIN party AS first_of_them ON newcomer.party = first_of_them.party;
    DROP TABLE nameless, newcomer, paid_payee;
    ALTER TABLE completed RENAME TO paid_payee;
END
$$;
