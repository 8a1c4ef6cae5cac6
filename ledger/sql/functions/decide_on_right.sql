-- Releases or refuses what somebody else asked for (promise 6); what is refused says why.
CREATE OR REPLACE FUNCTION ledger.decide_on_right(
    of_request_id bigint, of_decision text, of_reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked ledger.right_request := ledger.take_right_request(of_request_id);
    decider text := ledger.check_right_power('release', asked.division_id, asked.with_subtree);
BEGIN
    IF of_decision IS DISTINCT FROM 'released' AND coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO ledger.right_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), decider, of_decision, coalesce(btrim(of_reason), '')
    );
END
$$;
