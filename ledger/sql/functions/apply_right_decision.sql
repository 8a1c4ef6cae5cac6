-- Promise 6 for rights: whoever asked for a right, and whoever it is for, does not decide on it;
-- only who asked takes it back. The three administrators are persons of their own: whoever is one
-- holds no other role. A right that was released is in force from now on, one that was withdrawn no
-- longer.
CREATE OR REPLACE FUNCTION ledger.apply_right_decision()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    administrators constant text[] := ARRAY[
        'system_administrator', 'security_administrator', 'audit_administrator'
    ];
    asked ledger.right_request;
    said jsonb;
BEGIN
    SELECT * INTO STRICT asked
    FROM ledger.right_request
    WHERE request_id = new.request_id;
    said := jsonb_build_object('login', new.recorded_by, 'request', new.request_id);
    IF EXISTS (
        SELECT FROM ledger.right_decision AS made WHERE made.request_id = new.request_id
    ) THEN
        PERFORM ledger.refuse(6, 'right_decided', said);
    END IF;
    IF new.decision = 'withdrawn' AND new.recorded_by <> asked.recorded_by THEN
        PERFORM ledger.refuse(6, 'right_of_other_asker', said);
    END IF;
    IF new.decision <> 'withdrawn' AND new.recorded_by IN (asked.recorded_by, asked.login) THEN
        PERFORM ledger.refuse(6, 'right_own_request', said);
    END IF;
    IF new.decision = 'released' AND asked.kind = 'grant' THEN
        -- Two rights of one person that are released at once take their turn.
        PERFORM FROM ledger.user_account WHERE login = asked.login FOR UPDATE;
        IF EXISTS (
            SELECT FROM ledger.right_held AS held
            WHERE held.login = asked.login AND held.role <> asked.role
                AND (held.role = ANY(administrators) OR asked.role = ANY(administrators))
                AND (held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing())
        ) THEN
            PERFORM ledger.refuse(
                6, 'administrators_apart', said || jsonb_build_object('login', asked.login)
            );
        END IF;
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
