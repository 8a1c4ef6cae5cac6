-- A request about a rule; two who decide on it at once take their turn.
CREATE OR REPLACE FUNCTION audits.take_rule_request(of_request_id bigint)
RETURNS audits.rule_request
LANGUAGE plpgsql
SET search_path = audits, pg_temp
AS $$
DECLARE
    taken audits.rule_request;
BEGIN
    SELECT * INTO taken
    FROM audits.rule_request
    WHERE request_id = of_request_id
    FOR UPDATE;
    IF taken.request_id IS NULL THEN
        PERFORM ledger.refuse(
            11, 'unknown_rule_request', jsonb_build_object('request', of_request_id)
        );
    END IF;
    RETURN taken;
END
$$;
