-- With what a login's password is hashed before it is compared. Of a login that nobody has it is a
-- salt of its own, always the same, so that the answer does not tell who may sign in.
CREATE OR REPLACE FUNCTION ledger.password_parameters(
    of_login text, default_passes integer, default_memory_kib integer, default_lanes integer
)
RETURNS TABLE (salt bytea, passes integer, memory_kib integer, lanes integer)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    coalesce(secret.salt, substr(sha256(door.salt_secret || convert_to(of_login, 'UTF8')), 1, 16)),
    coalesce(secret.passes, default_passes),
    coalesce(secret.memory_kib, default_memory_kib),
    coalesce(secret.lanes, default_lanes)
FROM ledger.door_key AS door
LEFT JOIN ledger.user_secret AS secret ON secret.login = of_login;
$$;
