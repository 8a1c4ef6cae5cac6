-- A secret to make the salts of a set of facts from, asked for once a statement and kept nowhere:
-- the operating system gives random numbers one by one at several times the price of a hash.
CREATE OR REPLACE FUNCTION ledger.seed_of_salts()
RETURNS bytea
LANGUAGE sql
VOLATILE
SET search_path = ledger, pg_temp
AS $$
SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
$$;
