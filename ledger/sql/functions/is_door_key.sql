-- Whether a key is the one that sessions are opened with. The password of the application alone
-- opens none: what Python checks, codes and the word of a provider, could else be passed over.
CREATE OR REPLACE FUNCTION ledger.is_door_key(given bytea)
RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT EXISTS (SELECT FROM ledger.door_key WHERE key_sha256 = sha256(given));
$$;
