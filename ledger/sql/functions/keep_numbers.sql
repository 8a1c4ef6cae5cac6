-- Puts the numbers that an import brought into the vault, each once, kind by kind in the order of
-- their hashes. Those that are there are left out; where another import has brought one meanwhile,
-- all are tried again with that in mind, which costs half as much again.
CREATE OR REPLACE FUNCTION ledger.keep_numbers()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    brought_kind text;
BEGIN
    FOR brought_kind IN
        SELECT DISTINCT brought.kind FROM brought_number AS brought ORDER BY brought.kind
    LOOP
        BEGIN
            INSERT INTO ledger.personal_number (kind, hashed, sealed, recorded_at)
            SELECT DISTINCT ON (brought.hashed)
                brought_kind, brought.hashed, brought.sealed, clock_timestamp()
            FROM brought_number AS brought
            WHERE brought.kind = brought_kind AND NOT EXISTS (
                SELECT FROM ledger.personal_number AS known
                WHERE known.kind = brought_kind AND known.hashed = brought.hashed
            )
            ORDER BY brought.hashed;
        EXCEPTION
            WHEN unique_violation THEN
                INSERT INTO ledger.personal_number (kind, hashed, sealed, recorded_at)
                SELECT DISTINCT ON (brought.hashed)
                    brought_kind, brought.hashed, brought.sealed, clock_timestamp()
                FROM brought_number AS brought
                WHERE brought.kind = brought_kind
                ORDER BY brought.hashed
                ON CONFLICT (kind, hashed) DO NOTHING;
        END;
    END LOOP;
    IF EXISTS (
        SELECT FROM (
            SELECT DISTINCT get_byte(sealed, 1) * 256 + get_byte(sealed, 2) AS key_version
            FROM brought_number
        ) AS used
        WHERE NOT EXISTS (
            SELECT FROM ledger.data_key
            WHERE purpose = 'seal' AND version = used.key_version AND retired_at IS NULL
        )
    ) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a number is sealed with a key that the ledger does not have';
    END IF;
    TRUNCATE brought_number;
END
$$;
