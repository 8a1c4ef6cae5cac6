-- Makes one of the first two security administrators out of an account: the operator asks and the
-- command releases, which both stand in the facts. From then on two persons ask and release.
CREATE OR REPLACE FUNCTION ledger.add_first_administrator(of_login text, at_division_id text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked_id bigint;
BEGIN
    LOCK TABLE ledger.right_held IN SHARE ROW EXCLUSIVE MODE;
    IF 2 <= (
        SELECT count(DISTINCT held.login)
        FROM ledger.right_held AS held
        INNER JOIN ledger.user_account AS account ON held.login = account.login
        WHERE held.role = 'security_administrator' AND account.disabled_at IS NULL
            AND (held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing())
    ) THEN
        PERFORM ledger.refuse(6, 'administrators_there', '{}'::jsonb);
    END IF;
    INSERT INTO ledger.right_request (
        recorded_at, recorded_by, kind, login, role, division_id, with_subtree, reason
    )
    VALUES (
        clock_timestamp(), 'operator', 'grant', of_login, 'security_administrator',
        at_division_id, TRUE, 'mingzhang user first'
    )
    RETURNING request_id INTO asked_id;
    INSERT INTO ledger.right_decision (
        request_id, recorded_at, recorded_by, decision, reason
    )
    VALUES (
        asked_id, clock_timestamp(), 'mingzhang user first', 'released', 'mingzhang user first'
    );
END
$$;
