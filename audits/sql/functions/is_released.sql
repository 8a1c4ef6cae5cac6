-- Whether a request about a rule was released: what was is for everybody to read.
CREATE OR REPLACE FUNCTION audits.is_released(of_request_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM audits.rule_decision AS made
        WHERE made.request_id = of_request_id AND made.decision = 'released'
    )
$$;
