-- Promise 6 for rights: whoever asked for a right, and whoever it is for, does not decide on it.
-- A right that was released is in force from now on, one that was withdrawn no longer.
CREATE OR REPLACE FUNCTION ledger.apply_right_decision()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked ledger.right_request;
BEGIN
    SELECT * INTO STRICT asked
    FROM ledger.right_request
    WHERE request_id = new.request_id;
    IF new.recorded_by IN (asked.recorded_by, asked.login) THEN
        PERFORM ledger.refuse(
            6, 'right_own_request', jsonb_build_object('login', new.recorded_by)
        );
    END IF;
    IF new.decision = 'released' AND asked.kind = 'grant' THEN
        INSERT INTO ledger.right_held (
            login, role, division_id, with_subtree, ends_on, request_id
        )
        VALUES (
            asked.login, asked.role, asked.division_id, asked.with_subtree, asked.ends_on,
            asked.request_id
        )
        ON CONFLICT (login, role, division_id) DO UPDATE SET
            with_subtree = excluded.with_subtree,
            ends_on = excluded.ends_on,
            request_id = excluded.request_id;
    ELSIF new.decision = 'released' THEN
        DELETE FROM ledger.right_held
        WHERE login = asked.login AND role = asked.role AND division_id = asked.division_id;
    END IF;
    RETURN new;
END
$$;
