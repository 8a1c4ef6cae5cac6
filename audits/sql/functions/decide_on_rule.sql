-- Releases or refuses what somebody else asked for (promise 6), or takes back what one asked for
-- oneself; what is refused says why.
CREATE OR REPLACE FUNCTION audits.decide_on_rule(
    of_request_id bigint, of_decision text, of_reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    asked audits.rule_request := audits.take_rule_request(of_request_id);
    decider text := audits.check_rule_power(asked.division_id);
BEGIN
    IF of_decision = 'refused' AND coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), decider, of_decision, coalesce(btrim(of_reason), '')
    );
END
$$;
