-- Puts the numbers that an import brought into the vault, each once.
CREATE OR REPLACE FUNCTION ledger.keep_numbers()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.personal_number (kind, hashed, sealed, recorded_at)
    SELECT DISTINCT ON (brought.kind, brought.hashed)
        brought.kind, brought.hashed, brought.sealed, clock_timestamp()
    FROM brought_number AS brought
    ORDER BY brought.kind, brought.hashed
    ON CONFLICT (kind, hashed) DO NOTHING;
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
