-- Whether whoever acts holds a power in a book: what `books_of` says of one, for less.
CREATE OR REPLACE FUNCTION ledger.holds_in(of_power text, in_book_id integer)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.live_session AS session
        INNER JOIN ledger.power_held AS held
            ON session.login = held.login AND held.power = of_power
        INNER JOIN ledger.book_reach AS reach
            ON held.division_id = reach.division_id AND (reach.own OR held.with_subtree)
            AND reach.book_id = in_book_id
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    );
END
$$;
