-- Promise 6 for rules: whoever asked for a figure or a version does not release it; only who asked
-- takes it back; nothing is decided on twice.
CREATE OR REPLACE FUNCTION audits.check_rule_decision()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = audits, pg_temp
AS $$
DECLARE
    asker text;
    said jsonb := jsonb_build_object('login', new.recorded_by, 'request', new.request_id);
BEGIN
    SELECT request.recorded_by INTO STRICT asker
    FROM audits.rule_request AS request
    WHERE request.request_id = new.request_id;
    IF EXISTS (
        SELECT FROM audits.rule_decision AS made WHERE made.request_id = new.request_id
    ) THEN
        PERFORM ledger.refuse(6, 'rule_request_decided', said);
    END IF;
    IF new.decision = 'withdrawn' AND new.recorded_by <> asker THEN
        PERFORM ledger.refuse(6, 'rule_request_of_other', said);
    END IF;
    IF new.decision <> 'withdrawn' AND new.recorded_by = asker THEN
        PERFORM ledger.refuse(6, 'rule_request_own', said);
    END IF;
    RETURN new;
END
$$;
