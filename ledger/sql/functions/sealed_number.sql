-- Gives out one sealed number of a book, with the wrapped key that opens it, to a person who may
-- see it and says why. That they did is on record in the same transaction. Number and key are read
-- by one statement, so that a rotation cannot come between them.
CREATE OR REPLACE FUNCTION ledger.sealed_number(
    kind_asked text, hash_asked bytea, book_asked integer, reason text
)
RETURNS TABLE (sealed bytea, version integer, wrapped bytea, master_fingerprint bytea)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    holder text;
BEGIN
    PERFORM ledger.check_power_in('reveal', book_asked);
    IF coalesce(btrim(reason), '') = '' THEN
        PERFORM ledger.refuse(11, 'purpose_missing', '{}'::jsonb);
    END IF;
    holder := ledger.holder_of_number(kind_asked, hash_asked, book_asked);
    IF holder IS NULL THEN
        PERFORM ledger.refuse(11, 'no_such_number', '{}'::jsonb);
    END IF;
    PERFORM ledger.record_access(
        'personal_data_read', book_asked, holder,
        jsonb_build_object(
            'kind', kind_asked, 'hashed', encode(hash_asked, 'hex'), 'reason', btrim(reason)
        )
    );
    RETURN QUERY
    SELECT number.sealed, key.version, key.wrapped, key.master_fingerprint
    FROM ledger.personal_number AS number
    INNER JOIN ledger.data_key AS key
        ON number.key_version = key.version AND key.purpose = 'seal'
    WHERE number.kind = kind_asked AND number.hashed = hash_asked;
    IF NOT found THEN
        -- A matching list is compared by its hashes alone: its numbers are kept nowhere.
        PERFORM ledger.refuse(11, 'no_such_number', '{}'::jsonb);
    END IF;
END
$$;
