-- Keeps a secret for the acting person's codes, which counts once they have shown a code of it.
CREATE OR REPLACE FUNCTION ledger.offer_second_factor(offered bytea)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.second_factor AS factor (login, sealed, last_step)
SELECT presented.login, offered, 0
FROM ledger.presented_session() AS presented
WHERE presented.purpose = 'work'
ON CONFLICT (login) DO UPDATE SET sealed = excluded.sealed
WHERE factor.confirmed_at IS NULL;
$$;
