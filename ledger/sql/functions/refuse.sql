-- Raises a refusal that the application can put into words: the promise, a key and its details.
CREATE OR REPLACE FUNCTION ledger.refuse(promise integer, key text, details jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'MZ' || lpad(promise::text, 3, '0'),
        MESSAGE = key,
        DETAIL = details::text;
END
$$;
