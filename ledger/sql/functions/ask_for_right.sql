-- Asks that somebody be given a role at a division, or that it be taken from them; another person
-- decides. Nobody asks for themselves (promise 6). Returns the request's number.
CREATE OR REPLACE FUNCTION ledger.ask_for_right(
    of_kind text, of_login text, of_role text, at_division_id text, is_with_subtree boolean,
    until date, of_reason text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asker text := ledger.check_right_power('right', at_division_id, is_with_subtree);
    said jsonb := jsonb_build_object(
        'login', of_login, 'role', of_role, 'division', at_division_id, 'day', until
    );
    asked bigint;
BEGIN
    IF asker = of_login THEN
        PERFORM ledger.refuse(6, 'right_for_oneself', said);
    END IF;
    IF coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF NOT EXISTS (SELECT FROM ledger.role_power AS known WHERE known.role = of_role) THEN
        PERFORM ledger.refuse(11, 'unknown_role', said);
    END IF;
    IF NOT EXISTS (SELECT FROM ledger.user_account AS known WHERE known.login = of_login) THEN
        PERFORM ledger.refuse(11, 'unknown_login', said);
    END IF;
    -- A township has no book of its own: a right there reaches its county's, which is for who makes
    -- out the township's papers and for nobody else.
    IF of_role <> 'township_officer' AND EXISTS (
        SELECT FROM ledger.division AS place
        WHERE place.division_id = at_division_id AND place.level = 'township'
    ) THEN
        PERFORM ledger.refuse(11, 'right_not_at_township', said);
    END IF;
    IF of_kind = 'grant' AND until < ledger.today_in_beijing() THEN
        PERFORM ledger.refuse(11, 'right_ends_before_today', said);
    END IF;
    IF of_kind = 'withdraw' AND NOT EXISTS (
        SELECT FROM ledger.right_held AS held
        WHERE held.login = of_login AND held.role = of_role AND held.division_id = at_division_id
    ) THEN
        PERFORM ledger.refuse(11, 'right_not_held', said);
    END IF;
    INSERT INTO ledger.right_request (
        recorded_at, recorded_by, kind, login, role, division_id, with_subtree, ends_on, reason
    )
    VALUES (
        clock_timestamp(), asker, of_kind, of_login, of_role, at_division_id, is_with_subtree,
        CASE WHEN of_kind = 'grant' THEN until END, btrim(of_reason)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;
