-- The books in which whoever acts holds a power; none where nobody does. Policies ask it once a
-- statement, so that books nobody may see cost nothing.
CREATE OR REPLACE FUNCTION ledger.books_of(of_power text)
RETURNS integer[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT reach.book_id)
        FROM ledger.live_session AS session
        INNER JOIN ledger.power_held AS held
            ON session.login = held.login AND held.power = of_power
        INNER JOIN ledger.book_reach AS reach
            ON held.division_id = reach.division_id AND (reach.own OR held.with_subtree)
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    ), '{}');
END
$$;
